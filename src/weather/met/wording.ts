/** What people and the administrator are told when there is no forecast. */
import { hour, minute } from './freshness.ts';
import type { Trip } from './breaker.ts';
import type { NoForecast, Place } from '../types.ts';

export function notCovered(place: Place): NoForecast {
  return {
    trouble: 'not_covered',
    message: `MET Norway has no forecast for ${place.name} (${place.country}).`,
  };
}

/** `wait` in milliseconds until MET may be asked again. */
export function noForecast(why: Trip | 'busy', wait: number): NoForecast {
  const again = spell(wait);
  switch (why) {
    case 'busy':
      return {
        trouble: 'throttled',
        message: 'Too many weather questions at once. Ask me again in a minute.',
      };
    case 'throttled':
      return { trouble: why, message: `MET Norway asks us to slow down. Ask me again in ${again}.` };
    case 'refused':
      return {
        trouble: why,
        message: `MET Norway refuses our requests, and the administrator has been told. I may try again in ${again}.`,
      };
    case 'unreachable':
      return {
        trouble: why,
        message:
          'I cannot reach MET Norway, so I have no weather to tell you. ' +
          `Check that this server is connected to the internet, or ask me again in ${again}.`,
      };
  }
}

export function tripNotice(trip: Trip, reason: string, wait: number): string {
  const pause = `Nothing is asked for ${spell(wait)}.`;
  switch (trip) {
    case 'throttled':
      return `MET Norway says that we ask too often (${reason}). ${pause}`;
    case 'refused':
      return (
        `MET Norway refuses our requests (${reason}): check --weather-contact, which goes into the User-Agent, ` +
        `the coordinates, and https://api.met.no/doc/TermsOfService. ${pause}`
      );
    case 'unreachable':
      return `MET Norway gives no usable answer (${reason}). ${pause}`;
  }
}

/** A pause or an age in whole words: "a minute", "5 minutes", "6 hours". Never less than there is. */
function spell(ms: number): string {
  if (ms <= minute) return 'a minute';
  if (ms <= 90 * minute) return `${Math.ceil(ms / minute)} minutes`;
  return `${Math.ceil(ms / hour)} hours`;
}
