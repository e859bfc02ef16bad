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

/** A wall clock: month 1–12, day 1–31, hour 0–23. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** `command`: "tell me the weather", "weather oslo". `suggestion`: "we could ski", "let's paint". */
export type MessageKind = 'question' | 'command' | 'suggestion' | 'statement' | 'greeting' | 'thanks';
export type Subject = 'weather' | 'sport' | 'art' | 'other';
export type Condition =
  | 'sun'
  | 'cloud'
  | 'rain'
  | 'snow'
  | 'wind'
  | 'fog'
  | 'thunder'
  | 'storm'
  | 'warm'
  | 'cold'
  | 'humidity'
  | 'temperature';

export interface ConditionMention extends Span {
  readonly condition: Condition;
}

/**
 * Why words were taken for a place: a word before them ("in Oslo", "what about Bergen"), the word "weather" beside
 * them ("oslo weather"), their seat in the question ("will Oslo get snow"), or that there is nothing else ("Oslo").
 */
export type PlaceEvidence = 'preposition' | 'beside' | 'subject' | 'alone';

/** What somebody wrote as a place; whether it exists is for the place table to say. */
export interface PlaceMention extends Span {
  /** The place itself ("Paris"), as written. */
  readonly name: string;
  /** What narrows it ("Texas"), as written. */
  readonly within: string | null;
  /** What `name` looks like: `region` and `country` are known names; `sight` ends in "park", "lake" … */
  readonly type: 'settlement' | 'region' | 'country' | 'sight';
  readonly evidence: PlaceEvidence;
}

export interface TimeMention extends Span {
  /** Local wall-clock range relative to `now`, ISO without zone ("2026-11-23T00:00"), `to` exclusive. */
  readonly from: string;
  readonly to: string;
}

export interface ActivityMention extends Span {
  readonly family: 'sport' | 'art';
  /** Within the family: "ball games", "winter sports", "painting", "music" … */
  readonly group: string;
  /** The dictionary form: "ski" for "skiing". */
  readonly canonical: string;
}

/** Everything but `sentences` and `addressee` is about the sentence that counts: the newest with something to answer. */
export interface Understanding {
  readonly kind: MessageKind;
  readonly subject: Subject;
  /** The sentence that counts. Empty for an empty message. */
  readonly focus: Span;
  /** The words that make it talk of the weather. Set whenever `subject` is 'weather'. */
  readonly weather: Span | null;
  /** It wants to be told the weather, as opposed to telling it or asking for an opinion. */
  readonly asksWeather: boolean;
  /** "do you like", "what do you think about", "how would you rate" … */
  readonly opinion: Span | null;
  /** "we could", "let's", "can we" … */
  readonly suggestion: Span | null;
  /** "what about", "and", "how about" at the start: the rest of the question was asked before. */
  readonly followUp: Span | null;
  readonly activity: ActivityMention | null;
  /** The first of `conditions`. */
  readonly condition: ConditionMention | null;
  readonly conditions: readonly ConditionMention[];
  /** "not" or the like: the statement or question denies ("it is not raining"). */
  readonly negation: Span | null;
  /** The likeliest of `places`; of another sentence if this one names none. */
  readonly place: PlaceMention | null;
  /** All places named, in order; more than one in "warmer in Oslo or Bergen?". At most 8. */
  readonly places: readonly PlaceMention[];
  /** "here", "my current location", "outside". */
  readonly here: Span | null;
  readonly time: TimeMention | null;
  /** The name called: "@Weather_Bot", "Weather_Bot: …". Whether anyone has it is for the room to say. */
  readonly addressee: Span | null;
  /** How many sentences have something to answer. */
  readonly sentences: number;
}
