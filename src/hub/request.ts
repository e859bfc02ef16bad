import type { Utterance } from '../room/types.ts';

/** What a seat asks for, before it is known under which name: a join earlier in the same turn may still be refused. */
export type OwnRequest =
  | { readonly type: 'enter' }
  | ({ readonly type: 'utter' } & Utterance)
  | { readonly type: 'step-in'; readonly room: string }
  | { readonly type: 'step-out'; readonly room: string }
  | { readonly type: 'set-topic'; readonly room: string; readonly text: string }
  | { readonly type: 'depart'; readonly reason: string }
  | { readonly type: 'eject'; readonly reason: string };
