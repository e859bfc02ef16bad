/** What is asked of MET, and under which name. Pure. */
import type { Place } from '../types.ts';

/**
 * The address of the forecast for a place, always the same text for the same spot, so that it can name the kept
 * answer: two decimals (about a kilometre, so that neighbours share one), altitude in whole metres where known.
 * `null` when the coordinates are none.
 */
export function forecastAddress(base: string, place: Pick<Place, 'lat' | 'lon' | 'altitude'>): string | null {
  const lat = coordinate(place.lat, 90);
  const lon = coordinate(place.lon, 180);
  if (lat === null || lon === null) return null;
  const altitude = place.altitude === null ? null : wholeMetres(place.altitude);
  return `${product(base)}?lat=${lat}&lon=${lon}${altitude === null ? '' : `&altitude=${altitude}`}`;
}

/** Degrees with at most two decimals, without exponent, trailing zeros or `-0`. `null` outside ±`limit`. */
export function coordinate(degrees: number, limit: number): string | null {
  if (!Number.isFinite(degrees) || Math.abs(degrees) > limit) return null;
  return String(plainZero(Math.round(degrees * 100) / 100));
}

/** MET knows the ground from the Dead Sea to Everest; anything else is a mistake in the table and is left out. */
function wholeMetres(altitude: number): string | null {
  const metres = plainZero(Math.round(altitude));
  return metres >= -500 && metres <= 9000 ? String(metres) : null;
}

function plainZero(value: number): number {
  return value === 0 ? 0 : value;
}

/** The compact product, also where the address given stops at the version. */
function product(base: string): string {
  const trimmed = base.replace(/\/+$/, '');
  return trimmed.endsWith('/compact') ? trimmed : `${trimmed}/compact`;
}

const email = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/;
const web = /^https?:\/\/[\w-]+(\.[\w-]+)+[\w./~+%-]*$/;
/** The addresses that are shown in documentation, ours among it. */
const examples = /[@./](example\.(org|com|net)|your-domain\.\w+)\b/;

/**
 * Why MET could not reach anybody through `contact`, or `null` if all is well. MET bans made-up contacts, therefore
 * the example address of the documentation is refused, except when a stand-in is asked.
 */
export function contactProblem(contact: string | null, base: string): string | null {
  const how = 'start the server with --weather-contact and your own e-mail or web address';
  if (contact === null || contact.trim() === '') {
    return `Live weather is off because MET Norway wants to know whom to write to: ${how}, for instance --weather-contact you@your-domain.org.`;
  }
  if (contact.length > 200 || !(email.test(contact) || web.test(contact))) {
    return `Live weather is off because "${contact.slice(0, 60)}" is not an e-mail or web address: ${how}.`;
  }
  if (examples.test(contact) && !isLoopback(base)) {
    return `Live weather is off because "${contact}" is only an example and MET Norway bans made-up contacts: ${how}.`;
  }
  return null;
}

/** hobnob/1.2.0 (you@example.org) */
export function userAgent(version: string, contact: string): string {
  return `hobnob/${version} (${contact})`;
}

/** HTTPS anywhere; plain HTTP only on this machine, where a stand-in may listen. */
export function isAllowed(address: string): boolean {
  return URL.canParse(address) && (new URL(address).protocol === 'https:' || isLoopback(address));
}

function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    protocol === 'http:' &&
    (/^127(\.\d+){3}$/.test(hostname) || hostname === '[::1]' || hostname === 'localhost')
  );
}
