/** What the parts of the log's contract share. */
import type { Store } from '../../src/log/log.ts';
import type { Event, Nick, RoomName, Seq } from '../../src/room/types.ts';
import { lobby } from '../../src/room/types.ts';
import { ann, ben, messageId, said } from './said.ts';

/** The store of the test that runs, opened anew for each. */
export interface Opened {
  readonly store: Store;
}

export const garden = 'garden' as RoomName;
export const astral = '😀 𝒜nn – 日本語\u{10ffff}\n"\\\'%_';

export const oneOfEach: readonly Event[] = [
  { type: 'opened', room: lobby, time: 0, nick: 'Host' as Nick, kind: 'host' },
  { type: 'joined', room: lobby, time: 1, nick: ann, kind: 'person' },
  { type: 'joined', room: lobby, time: 1, nick: 'Art_Bot' as Nick, kind: 'bot' },
  said(astral, { nick: 'Ærø[1]' as Nick, time: 1_700_000_000_123 }),
  said('', { kind: 'bot', id: messageId('x'.repeat(64)), answers: 3 as Seq, because: astral }),
  said('x'.repeat(4000), { kind: 'host', time: 8_640_000_000_000_000 }),
  { type: 'left', room: lobby, time: 2, nick: ann, kind: 'person', reason: '' },
  { type: 'left', room: lobby, time: 2, nick: ben, kind: 'person', reason: astral },
  { type: 'kicked', room: lobby, time: 3, nick: ben, kind: 'person', by: 'Host' as Nick, reason: astral },
  { type: 'kicked', room: lobby, time: 3, nick: ben, kind: 'bot', by: ann, reason: '' },
  { ...said('waves'), time: 3, action: true },
  { type: 'renamed', room: lobby, time: 3, nick: ben, kind: 'person', to: 'Bén' as Nick },
  { type: 'topic', room: lobby, time: 4, nick: ann, kind: 'person', text: astral },
  { type: 'topic', room: lobby, time: 4, nick: 'Art_Bot' as Nick, kind: 'bot', text: '' },
];

export function texts(entries: readonly Event[]): string[] {
  return entries.map((entry) => (entry.type === 'message' ? entry.text : entry.type));
}

/** All of a room's thread, in words. */
export async function threadOf({ log }: Store, room = lobby): Promise<string[]> {
  return texts(await log.read({ room, limit: 1_000_000 }));
}
