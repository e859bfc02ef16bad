import type { MetSettings } from '../weather/met/types.ts';
import type { UnitSystem } from '../weather/units.ts';
import type { AssistantSettings } from './assistant/settings.ts';
import type { HostSettings } from './host-schedule.ts';

/** What those who live in the server are told about themselves. Plain data: it goes into their threads. */
export interface ResidentSettings {
  readonly host: HostSettings;
  readonly weather: MetSettings & { readonly units: UnitSystem };
  /** Null where there is none. */
  readonly assistant: AssistantSettings | null;
}
