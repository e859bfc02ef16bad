/** Parts of schemas that carry what is allowed, in words that follow "must be"; and a schema for each type of message. */
import * as z from 'zod/mini';
import type { ProtocolError } from './protocol-error.ts';
import { parseJson } from './json.ts';

export function whole(least: number, most: number | null) {
  const allowed = `a whole number ${most === null ? `not below ${least}` : `from ${least} to ${most}`}`;
  return z.int(allowed).check(z.minimum(least, allowed), z.maximum(most ?? Number.MAX_SAFE_INTEGER, allowed));
}

export function letters(least: number, most: number) {
  const allowed = `a string of ${least === 0 ? 'at most' : `${least} to`} ${most} characters`;
  return z.string(allowed).check(z.minLength(least, allowed), z.maxLength(most, allowed));
}

/** By the name of the type. */
type Schemas = Readonly<Record<string, z.ZodMiniType<object>>>;
/** What a frame may hold. */
export type Parsed<All extends Schemas> = {
  [Type in keyof All & string]: { readonly type: Type } & Readonly<z.output<All[Type]>>;
}[keyof All & string];

/** The message in a frame, or what is wrong with it and what is allowed. Unknown keys are passed over. */
export function parseMessage<All extends Schemas>(schemas: All, frame: string): Parsed<All> | ProtocolError {
  const value = parseJson(frame);
  if (typeof value !== 'object' || value === null || !('type' in value)) {
    return wrong('a message must be a JSON object with a "type"');
  }
  const { type } = value;
  const schema = typeof type === 'string' && Object.hasOwn(schemas, type) ? schemas[type] : undefined;
  if (!schema) return wrong(`"type" must be one of ${Object.keys(schemas).join(', ')}`);
  const read = z.safeParse(schema, value);
  if (read.success) return { ...read.data, type } as Parsed<All>;
  const [issue] = read.error.issues;
  return wrong(`"${issue?.path.join('.')}" of ${String(type)} must be ${issue?.message ?? ''}`);
}

function wrong(message: string): ProtocolError {
  return { type: 'protocol-error', message };
}
