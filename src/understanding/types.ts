/**
 * From one message to what it is about. Pure: text in, findings out, each with the words it came from.
 * Knows nothing of rooms, bots, networks or the place table on disk.
 */

/** A piece of the message: `text` is what stood there, from `start` up to `end` (UTF-16 offsets into the message). */
export interface Span {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type MessageKind = 'question' | 'statement' | 'suggestion' | 'greeting' | 'thanks';
export type Subject = 'weather' | 'sport' | 'art' | 'other';
export type Condition =
  | 'sun'
  | 'cloud'
  | 'rain'
  | 'snow'
  | 'wind'
  | 'fog'
  | 'thunder'
  | 'warm'
  | 'cold'
  | 'humidity'
  | 'temperature';

/** What somebody wrote as a place; whether it exists is for the place table to say. */
export interface PlaceMention extends Span {
  /** The place itself ("Paris"), then what narrows it ("Texas"), as written. */
  readonly name: string;
  readonly within: string | null;
}

export interface TimeMention extends Span {
  /** Local wall-clock range relative to `now`, ISO without zone ("2026-11-23T00:00"), `to` exclusive. */
  readonly from: string;
  readonly to: string;
}

export interface Understanding {
  readonly kind: MessageKind;
  readonly subject: Subject;
  /** "do you like", "what do you think about", "how would you rate" … */
  readonly opinion: Span | null;
  /** The activity named ("tennis", "paint") and its family. */
  readonly activity: (Span & { readonly family: 'sport' | 'art'; readonly canonical: string }) | null;
  readonly condition: (Span & { readonly condition: Condition }) | null;
  /** The statement or question denies ("it is not raining"). */
  readonly negated: boolean;
  readonly place: PlaceMention | null;
  readonly time: TimeMention | null;
  /** More than one sentence with something to answer. */
  readonly sentences: number;
}
