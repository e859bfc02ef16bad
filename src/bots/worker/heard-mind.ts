/**
 * What comes from a bot's thread, looked at before it is believed: code in it may have found a way to the port. Pure. What
 * is longer than anybody reads is cut.
 */
import type { Sketch } from '../../hub/seat.ts';
import type { MessageId, Seq } from '../../room/types.ts';
import { brief } from '../../util/brief.ts';
import type { Answer, FromMind, Request } from './mind-messages.ts';
import { mostAtOnce, longestSaid } from './mind-messages.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Null for what no worker of ours sends. */
export function heardFrom(given: unknown): readonly FromMind[] | null {
  if (!Array.isArray(given) || given.length > mostAtOnce) return null;
  const heard: FromMind[] = [];
  for (const each of given as readonly unknown[]) {
    const message = isObject(each) ? messageIn(each) : null;
    if (!message) return null;
    heard.push(message);
  }
  return heard;
}

export function isObject(given: unknown): given is Fields {
  return typeof given === 'object' && given !== null;
}

function messageIn(given: Fields): FromMind | null {
  switch (given['type']) {
    case 'say':
      return sayIn(given);
    case 'draft': {
      const sketch = isObject(given['sketch']) ? sketchIn(given['sketch']) : null;
      return sketch && { type: 'draft', sketch };
    }
    case 'note': {
      const { level, message } = given;
      if (level !== 'info' && level !== 'warn' && level !== 'error') return null;
      return isText(message) ? { type: 'note', level, message: brief(message) } : null;
    }
    case 'failed': {
      const { reason } = given;
      return isText(reason) ? { type: 'failed', reason: brief(reason) } : null;
    }
    case 'done': {
      const answer = answerIn(given);
      return answer && { type: 'done', ...answer };
    }
    case 'request': {
      const { id } = given;
      const request = requestIn(given);
      return request && isNumber(id) ? { type: 'request', id, ...request } : null;
    }
    default:
      return null;
  }
}

function sayIn({ text, because, answers, id }: Fields): FromMind | null {
  if (!isText(text) || !isOptional(because, isText)) return null;
  if (!isOptional(answers, isSeq) || !isOptional(id, isId)) return null;
  return {
    type: 'say',
    text: brief(text, longestSaid),
    because: because === undefined ? because : brief(because),
    answers,
    id,
  };
}

function sketchIn({ id, text, answers }: Fields): Sketch | null {
  if (!isId(id) || !(text === null || isText(text)) || !isOptional(answers, isSeq)) return null;
  return {
    id,
    text: text === null ? text : brief(text, longestSaid),
    ...(answers !== undefined && { answers }),
  };
}

function answerIn({ id, error, value }: Fields): Answer | null {
  if (!isNumber(id)) return null;
  if (error === undefined) return { id, value };
  return isText(error) ? { id, error: brief(error) } : null;
}

function requestIn({ about, limit, before, key, json, after }: Fields): Request | null {
  switch (about) {
    case 'history':
      return isNumber(limit) && isOptional(before, isSeq) ? { about, limit, before } : null;
    case 'get':
    case 'delete':
      return isText(key) ? { about, key } : null;
    case 'put':
      return isText(key) && isText(json) ? { about, key, json } : null;
    case 'page':
      return isOptional(after, isText) ? { about, after } : null;
    default:
      return null;
  }
}

function isOptional<Type>(given: unknown, is: (given: unknown) => given is Type): given is Type | undefined {
  return given === undefined || is(given);
}

function isText(given: unknown): given is string {
  return typeof given === 'string';
}

function isNumber(given: unknown): given is number {
  return typeof given === 'number' && Number.isFinite(given);
}

function isSeq(given: unknown): given is Seq {
  return isNumber(given);
}

function isId(given: unknown): given is MessageId {
  return isText(given) && given.length <= 200;
}
