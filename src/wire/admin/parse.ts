import * as z from 'zod/mini';
import { letters, type Parsed, parseMessage } from '../allowed.ts';
import type { ProtocolError } from '../protocol-error.ts';

const secret = letters(1, 100);

const commands = {
  /** With the token of a link; comes first, and once. */
  enter: z.object({ token: secret }),
  /** With the session that `entered` gave; instead of `enter`. */
  resume: z.object({ session: secret }),
  /** One line of the console. */
  run: z.object({ ref: letters(1, 64), line: letters(1, 8000) }),
  /** Shows only guests whose name, address or wire has this in it; all for an empty text. */
  find: z.object({ text: letters(0, 100) }),
  /** Ends the session. */
  leave: z.object({}),
};

export type AdminCommand = Parsed<typeof commands>;

/** What the administrator's page sent in one frame. */
export function parseAdmin(frame: string): AdminCommand | ProtocolError {
  return parseMessage(commands, frame);
}
