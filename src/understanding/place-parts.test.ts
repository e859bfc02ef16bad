import { expect, it } from 'vitest';
import { partsOf } from './place-parts.ts';
import { understand } from './understand.ts';

const now = { year: 2026, month: 11, day: 23, hour: 9, minute: 30 };
const none = { city: null, region: null, country: null };

it.each([
  ['weather in Oslo', { city: 'Oslo' }],
  ['weather in Paris, Texas', { city: 'Paris', region: 'Texas' }],
  ['weather in zenith ct', { city: 'zenith', region: 'ct' }],
  ['weather in Bergen, Norway', { city: 'Bergen', country: 'Norway' }],
  ['weather in Bath, Somerset?', { city: 'Bath', region: 'Somerset' }],
  ['weather in the Netherlands', { country: 'Netherlands' }],
  ['weather in Nova Scotia', { region: 'Nova Scotia' }],
  ['weather in Latvia Strasburg', { city: 'Strasburg', country: 'Latvia' }],
  ['weather in Jordan Valley', { city: 'Jordan Valley' }],
  ['weather in Acadia National Park', {}],
  ['weather in Acadia National Park, Maine', { region: 'Maine' }],
  ['weather at Golden Gate Park, San Francisco', { city: 'San Francisco' }],
])('%s', (text, expected) => {
  const { place } = understand(text, now);
  expect(partsOf(place!)).toEqual({ ...none, ...expected });
});
