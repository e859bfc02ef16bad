import type { UnitSystem } from '../weather/units.ts';
import type { AssistantSettings } from './assistant/settings.ts';

/** What those who live in the server are told about themselves, as plain data. */
export interface ResidentSettings {
  readonly host: {
    /** Between two starters; 0 keeps the Host silent. */
    readonly everySeconds: number;
    readonly always: boolean;
    /** Where starters are looked for, the first file first. */
    readonly starterFiles: readonly string[];
  };
  readonly weather: {
    readonly enabled: boolean;
    readonly contact: string | null;
    readonly url: string;
    readonly units: UnitSystem;
    /** Keeps what MET answered. */
    readonly cacheFolder: string;
    /** The table of places. */
    readonly places: string;
    /** Of the program, to tell MET who asks. */
    readonly version: string;
  };
  /** Null where there is none. */
  readonly assistant: AssistantSettings | null;
}
