/**
 * Weather from MET Norway and the table of places. Knows forecasts and coordinates, and the file of the table; knows nothing
 * of rooms or bots.
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

/** The world's towns of 500 people and more, and the smaller ones of the United States that have a post office. */
export interface Places {
  /**
   * Places called `name` in any case, with or without accents, by official or alternate name, most populous first;
   * `within` ("Texas", "France"), or a comma ("Paris, Texas"), narrows it. At most 5. Empty if there is none.
   */
  find(name: string, within?: string | null): readonly Place[];
  /**
   * As `find`, for names of 5 letters and more that are one slip from `name` ("trondhiem"): the names of countries, and
   * of towns of 1,000 people and more. Does not give what `find` does.
   */
  similar(name: string, within?: string | null): readonly Place[];
}

/** A table that somebody has opened, and closes. */
export interface OpenPlaces extends Places {
  close(): void;
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
  /** Never rejects. Never invents a value. */
  forecast(place: Place): Promise<Forecast | NoForecast>;
}
