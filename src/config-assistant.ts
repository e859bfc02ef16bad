/** The options of the bot that a language model speaks for, part of the table in `config.ts`. */
import * as z from 'zod/mini';
import { file, seconds, text, whole } from './config-values.ts';

const pair = /^(\d+)\/(\d+)$/;

/** Tokens an hour and a day; null where there is no limit. */
const tokens = z.pipe(
  z.transform((given: unknown): unknown => {
    const [, hour, day] = typeof given === 'string' ? (pair.exec(given) ?? []) : [];
    return given === 'off' ? null : { hour: Number(hour), day: Number(day) };
  }),
  z.nullable(z.readonly(z.object({ hour: whole(1, 1_000_000_000), day: whole(1, 1_000_000_000) }))),
);
/** Less than a streamed fetch may take in all. */
const longestAnswer = 280;
const patience = z.pipe(
  z.transform((given: unknown): unknown => {
    const [, total, silence] = typeof given === 'string' ? (pair.exec(given) ?? []) : [];
    return { whole: Number(total), silence: Number(silence) };
  }),
  z.readonly(z.object({ whole: seconds(1, longestAnswer), silence: seconds(1, longestAnswer) })),
);
const address = z.nullable(
  text(/^https?:\/\/[^\s@#]+$/).check(z.refine((given) => URL.canParse(given), 'an address')),
);

export const assistantOptions = {
  'assistant-url': {
    group: 'assistant',
    argument: 'URL',
    schema: address,
    fallback: null,
    allowed: 'an address that begins with http:// or https://, without a name or password in it',
    about: 'OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1; switches the assistant on',
  },
  'assistant-model': {
    group: 'assistant',
    argument: 'MODEL',
    schema: z.nullable(text(/^[\x21-\x7e]{1,200}$/)),
    fallback: null,
    allowed: 'the name of a model, up to 200 characters without spaces',
    about: 'model that is asked for',
  },
  'assistant-key': {
    group: 'assistant',
    argument: 'KEY',
    schema: z.nullable(text(/^[\x21-\x7e]{1,1000}$/)),
    fallback: null,
    allowed: 'a key of up to 1000 characters without spaces',
    about: 'key for the endpoint',
    secret: true,
  },
  'assistant-name': {
    group: 'assistant',
    argument: 'NAME',
    schema: text(/^[\p{L}_][\p{L}\p{N}_-]{0,31}$/u),
    fallback: 'Assistant',
    allowed: 'a name of 1 to 32 letters, digits, - and _, that begins with a letter',
    about: 'name that it answers to',
  },
  'assistant-instructions': {
    group: 'assistant',
    argument: 'FILE',
    schema: file,
    fallback: null,
    allowed: 'a file',
    about: 'file with what the model is told about its task',
  },
  'assistant-tokens': {
    group: 'assistant',
    argument: 'N',
    schema: whole(1, 100_000),
    fallback: 800,
    allowed: 'a whole number of tokens from 1 to 100000',
    about: 'tokens of one answer, at the most',
  },
  'assistant-room-tokens': {
    group: 'assistant',
    argument: 'HOUR/DAY',
    schema: tokens,
    fallback: '100000/500000',
    allowed: 'HOUR/DAY, such as 100000/500000, or "off"',
    about: 'tokens of questions and answers that everybody together may use, or "off"',
  },
  'assistant-person-tokens': {
    group: 'assistant',
    argument: 'HOUR/DAY',
    schema: tokens,
    fallback: '20000/100000',
    allowed: 'HOUR/DAY, such as 20000/100000, or "off"',
    about: 'the same for each person, or "off"',
  },
  'assistant-past': {
    group: 'assistant',
    argument: 'CHARACTERS',
    schema: whole(0, 200_000),
    fallback: 6000,
    allowed: 'a whole number of characters from 0 to 200000',
    about: 'how much of what was said before the model reads, in characters',
  },
  'assistant-patience': {
    group: 'assistant',
    argument: 'ALL/SILENCE',
    schema: patience,
    fallback: '120/30',
    allowed: `ALL/SILENCE, each from 1 to ${longestAnswer} seconds, such as 120/30`,
    about: 'seconds for a whole answer, and between two pieces of it',
  },
} as const;
