import { expect } from 'vitest';
import { randomBytes } from 'node:crypto';
import { Sessions } from '../../src/hub/sessions.ts';
import type { Shelf } from '../../src/log/log.ts';
import type { Clock } from '../../src/util/clock.ts';

/** The sessions of a house in a test, with real secrets. */
export function openSessions(shelf: Shelf, clock: Clock): Promise<Sessions> {
  const secret = () => randomBytes(24).toString('base64url');
  return Sessions.load({ shelf, secret, clock, note: (_level, message) => expect.fail(message) });
}
