import type { NoForecast } from '../types.ts';
import { contactProblem, isAllowed } from './address.ts';
import type { MetSettings } from './types.ts';

/** Why nothing is asked of MET with these settings, in words for people; `null` if live weather is on. Pure. */
export function whyOff({ enabled, contact, url }: MetSettings): NoForecast | null {
  if (!enabled) return switchedOff;
  if (!isAllowed(url)) {
    const message = `Live weather is off: --weather-url must be an https address, which "${url}" is not.`;
    return { trouble: 'switched_off', message };
  }
  const problem = contactProblem(contact, url);
  return problem === null ? null : { trouble: 'no_contact', message: problem };
}

export const switchedOff: NoForecast = {
  trouble: 'switched_off',
  message: 'Live weather is switched off on this server (--no-weather).',
};
