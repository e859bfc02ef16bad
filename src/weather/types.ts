/**
 * Weather from MET Norway and the table of places. Knows HTTP, files and coordinates; knows nothing of rooms or bots.
 */

export interface Place {
  readonly name: string;
  /** First-order division ("Texas"), where the table has one. */
  readonly admin: string | null;
  readonly country: string;
  readonly countryCode: string;
  /** Degrees, WGS 84. */
  readonly lat: number;
  readonly lon: number;
  /** Metres above the sea, where known. */
  readonly altitude: number | null;
  readonly population: number;
  /** IANA zone, "Europe/Oslo". */
  readonly timeZone: string;
}

export interface Places {
  /**
   * Places called `name` in any case, with or without accents, by official or alternate name, most populous first;
   * `within` ("Texas", "France") narrows it. At most 5. Empty if there is none.
   */
  find(name: string, within?: string | null): readonly Place[];
}

/** One step of a forecast; `null` where MET gave no value. */
export interface Step {
  /** ms UTC. */
  readonly time: number;
  /** °C */
  readonly temperature: number | null;
  /** Percent of the sky, 0–100. */
  readonly cloud: number | null;
  /** Percent, 0–100. */
  readonly humidity: number | null;
  /** m/s */
  readonly wind: number | null;
  /** Degrees the wind comes from. */
  readonly windFrom: number | null;
  /** What follows the step: its length in hours, MET's symbol code, millimetres of precipitation. */
  readonly next: {
    readonly hours: number;
    readonly symbol: string | null;
    readonly precipitation: number | null;
  } | null;
}

export interface Forecast {
  readonly place: Place;
  /** When MET issued it, ms UTC. */
  readonly issuedAt: number;
  /** Set when MET could not be asked and an older answer is shown: when that was fetched, ms UTC. */
  readonly staleSince: number | null;
  readonly steps: readonly Step[];
}

/** Why there is no forecast, each with what a person should be told. */
export interface NoForecast {
  readonly trouble: 'no_contact' | 'unreachable' | 'throttled' | 'refused' | 'not_covered' | 'switched_off';
  readonly message: string;
}

export interface Forecasts {
  /** Never rejects except when `signal` is aborted. Never invents a value. */
  forecast(place: Place, signal?: AbortSignal): Promise<Forecast | NoForecast>;
}
