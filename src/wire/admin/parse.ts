import * as z from 'zod/mini';
import type { ProtocolError } from '../protocol-error.ts';
import { parseJson } from '../json.ts';

const secret = z.string().check(z.minLength(1), z.maxLength(100));

const command = z.discriminatedUnion('type', [
  /** With the token of a link; comes first, and once. */
  z.object({ type: z.literal('enter'), token: secret }),
  /** With the session that `entered` gave; instead of `enter`. */
  z.object({ type: z.literal('resume'), session: secret }),
  /** One line of the console. */
  z.object({
    type: z.literal('run'),
    ref: z.string().check(z.minLength(1), z.maxLength(64)),
    line: z.string().check(z.minLength(1), z.maxLength(8000)),
  }),
  /** Shows only guests whose name, address or wire has this in it; all for an empty text. */
  z.object({ type: z.literal('find'), text: z.string().check(z.maxLength(100)) }),
  /** Ends the session. */
  z.object({ type: z.literal('leave') }),
]);

export type AdminCommand = Readonly<z.output<typeof command>>;

/** What the administrator's page sent in one frame. */
export function parseAdmin(frame: string): AdminCommand | ProtocolError {
  const read = z.safeParse(command, parseJson(frame));
  if (read.success) return read.data;
  const key = read.error.issues[0]?.path.join('.') || 'type';
  return { type: 'protocol-error', message: `"${key}" is not as it must be` };
}
