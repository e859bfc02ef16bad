/** Pieces of times, and the little things that the rules for them share. */
import { dayOf } from './calendar.ts';
import type { Token } from './tokens.ts';

/** `days`: day numbers, `to` exclusive. `hours`: hours of a day. `minutes`: wall-clock minutes. */
export type Piece =
  | { readonly type: 'days'; readonly from: number; readonly to: number }
  | { readonly type: 'hours'; readonly from: number; readonly to: number }
  | { readonly type: 'minutes'; readonly from: number; readonly to: number };
export type Match = { readonly piece: Piece; readonly length: number } | null;
export type Rule = (tokens: readonly Token[], at: number, now: Now) => Match;

export interface Now {
  readonly minutes: number;
  readonly today: number;
  readonly year: number;
  readonly month: number;
}

export const key = (tokens: readonly Token[], at: number) => tokens[at]?.key ?? '';
export const days = (from: number, count: number): Piece => ({ type: 'days', from, to: from + count });
export const hours = (from: number, to: number): Piece => ({ type: 'hours', from, to });
export const matched = (piece: Piece, length: number): Match => ({ piece, length });

export function upcoming(now: Now, month: number, day: number): number {
  const thisYear = dayOf(now.year, month, day);
  return thisYear >= now.today ? thisYear : dayOf(now.year + 1, month, day);
}

export function keys(tokens: readonly Token[], at: number, count: number): string {
  let text = key(tokens, at);
  for (let i = at + 1; i < at + count; i++) text += ` ${key(tokens, i)}`;
  return text;
}
