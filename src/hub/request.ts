import type { Nick, Refusal, Utterance } from '../room/types.ts';

/** Another name, and whom to tell what became of it, once everyone has it. */
export interface NameWish {
  readonly name: string;
  readonly told: (outcome: Nick | Refusal) => void;
}

/** What a seat asks for, before it is known under which name: a join earlier in the same turn may still be refused. */
export type OwnRequest =
  | { readonly type: 'enter' }
  | ({ readonly type: 'utter' } & Utterance)
  | { readonly type: 'step-in'; readonly room: string }
  | { readonly type: 'step-out'; readonly room: string }
  | { readonly type: 'set-topic'; readonly room: string; readonly text: string }
  | ({ readonly type: 'rename' } & NameWish)
  | { readonly type: 'depart'; readonly reason: string }
  | { readonly type: 'eject'; readonly reason: string };
