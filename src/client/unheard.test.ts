import { describe, expect, test } from 'vitest';
import { FakeHouse } from '../../test/kits/fake-house.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { seededRandom } from '../util/random.ts';
import { openChat } from './chat.ts';
import { complete } from './complete.ts';
import {
  defaultPreferences,
  type MutedPerson,
  namesInWords,
  type Preferences,
  readPreferences,
} from './preferences.ts';
import { foldInWords } from './folds.ts';
import type { Chat } from './state.ts';

async function inTheRoom(
  preferences: Partial<Preferences> = {},
  before: (house: FakeHouse) => void = () => undefined,
) {
  const clock = new VirtualClock();
  const house = new FakeHouse(clock);
  before(house);
  const chat = openChat({
    dial: house.dial,
    clock,
    random: seededRandom(1),
    dayOf: () => 1,
    preferences: { ...defaultPreferences, ...preferences },
  });
  const calls: string[] = [];
  chat.onCall(({ entry }) => calls.push(entry.text));
  chat.start('Ann');
  house.happen('joined', 'Ben');
  await clock.advance(100);
  /** Runs a line, and gives what it was answered with. */
  const enter = (line: string) => {
    chat.enter(line);
    const { items } = chat.state.rooms.get(chat.state.current)!.timeline;
    const last = items.at(-1);
    return last?.type === 'local' ? `${last.tone}: ${last.text}` : null;
  };
  return { clock, house, chat, calls, enter };
}

const muted = (name: string): MutedPerson => [{ name, from: null, until: null }];
const notHeard = ({ state }: Chat) => state.preferences.muted.map(namesInWords);

/** What a room shows: messages, and how many are folded. */
function shown(chat: Chat, room = 'lobby'): string[] {
  const { rows } = chat.state.rooms.get(room)!.timeline;
  return rows.flatMap((row) => {
    if (row.type === 'message') return [row.entry.text];
    return row.type === 'ignored' || row.type === 'bots' ? [`${row.type} ${row.entries.length}`] : [];
  });
}

describe('a person who is ignored', () => {
  test('is folded away, before and after, and neither counted, nor called by, nor seen to write', async () => {
    const { clock, house, chat, calls, enter } = await inTheRoom();
    house.say('Ben', 'before');
    house.tell({ type: 'typing', room: 'lobby', name: 'Ben' });
    await clock.advance(100);
    expect([...chat.state.rooms.get('lobby')!.typing.keys()]).toEqual(['Ben']);
    expect(enter('/ignore @ben')).toBe('info: You do not hear Ben any more. /unignore Ben changes that.');
    chat.attend(false, true);
    house.say('Ben', 'Ann! Ann!');
    house.tell({ type: 'typing', room: 'lobby', name: 'Ben' });
    house.say('Eve', 'hello, Ann');
    house.say('Ben', 'well?');
    await clock.advance(100);
    const { unread, mentions, typing } = chat.state.rooms.get('lobby')!;
    expect({ unread, mentions, typing: typing.size }).toEqual({ unread: 1, mentions: 1, typing: 0 });
    expect(calls).toEqual(['hello, Ann']);
    expect(shown(chat)).toEqual(['ignored 1', 'ignored 1', 'hello, Ann', 'ignored 1']);
    expect(complete('/unignore b', 11, chat, true)?.choices.map(({ label }) => label)).toEqual(['Ben']);
    expect(enter('/unignore BEN')).toBe('info: You hear Ben again.');
    expect(shown(chat)).toEqual(['before', 'Ann! Ann!', 'hello, Ann', 'well?']);
  });

  test('stays so under another name, which history alone does not tell', async () => {
    const { clock, house, chat } = await inTheRoom({ muted: [muted('Ben')] });
    house.happen('renamed', 'Ben', 'lobby', { to: 'Benny' });
    house.say('Benny', 'it is me');
    await clock.advance(100);
    expect(shown(chat)).toEqual(['ignored 1']);
    expect(notHeard(chat)).toEqual(['Benny (earlier Ben)']);
    house.cutLines();
    house.happen('renamed', 'Benny', 'lobby', { to: 'Bo' });
    await clock.advance(10_000);
    expect(notHeard(chat)).toEqual(['Bo (earlier Benny, Ben)']);
    const later = await inTheRoom({ muted: [muted('Ben')] }, (other) => {
      other.happen('renamed', 'Ben', 'lobby', { to: 'Innocent' });
    });
    expect(notHeard(later.chat)).toEqual(['Ben']);
  });

  test('is one under all their names, told of and heard again as one', async () => {
    const { clock, house, chat, enter } = await inTheRoom({ comings: 'hide' });
    house.say('Ben', 'one');
    await clock.advance(100);
    enter('/ignore ben');
    chat.clear('lobby');
    house.say('Ben', 'two');
    house.happen('renamed', 'Ben', 'lobby', { to: 'Benny' });
    house.say('Benny', 'three');
    await clock.advance(100);
    const row = chat.state.rooms.get('lobby')!.timeline.rows.at(-1);
    expect(row?.type === 'ignored' && foldInWords(row)).toBe('2 messages of an ignored person');
    expect(enter('/ignore')).toBe('info: You do not hear: Benny (earlier Ben).');
    expect(complete('/unignore b', 11, chat, true)?.choices.map(({ label }) => label)).toEqual(['Benny']);
    expect(enter('/unignore ben')).toBe('info: You hear Benny (earlier Ben) again.');
    expect(enter('/ignore')).toBe('info: You ignore nobody.');
  });

  test('who takes the name that they gave up is heard; what they said under it is not', async () => {
    const { clock, house, chat, calls, enter } = await inTheRoom();
    house.say('Ben', 'one');
    await clock.advance(100);
    enter('/ignore ben');
    house.happen('renamed', 'Ben', 'lobby', { to: 'Benny' });
    await clock.advance(100);
    house.happen('renamed', 'Cleo', 'lobby', { to: 'Ben' });
    house.say('Ben', 'hello Ann');
    house.say('Benny', 'it is me');
    house.tell({ type: 'typing', room: 'lobby', name: 'Ben' });
    await clock.advance(100);
    expect(shown(chat)).toEqual(['ignored 1', 'hello Ann', 'ignored 1']);
    expect(calls).toEqual(['hello Ann']);
    expect([...chat.state.rooms.get('lobby')!.typing.keys()]).toEqual(['Ben']);
    expect(enter('/ignore Ben')).toBe('info: You do not hear Ben any more. /unignore Ben changes that.');
    expect(notHeard(chat)).toEqual(['Benny (earlier Ben)', 'Ben']);
    expect(enter('/unignore Ben')).toBe('info: You hear Ben again.');
    expect(enter('/unignore Ben')).toBe('info: You hear Benny (earlier Ben) again.');
  });

  test('is followed back to a name they had, and forth, and kept so', async () => {
    const { clock, house, chat } = await inTheRoom({ muted: [muted('Ben')] });
    for (const [from, to] of [
      ['Ben', 'Bo'],
      ['Bo', 'Ben'],
      ['Ben', 'Bo'],
    ]) {
      house.happen('renamed', from!, 'lobby', { to });
      await clock.advance(100);
      house.say(to!, `as ${to}`);
      await clock.advance(100);
    }
    house.say('Ben', 'somebody else');
    await clock.advance(100);
    expect(shown(chat)).toEqual(['ignored 1', 'ignored 1', 'ignored 1', 'somebody else']);
    expect(notHeard(chat)).toEqual(['Bo (earlier Ben)']);
    const { preferences } = chat.state;
    expect(readPreferences(JSON.parse(JSON.stringify(preferences)))).toEqual(preferences);
  });

  test('is read from what was kept, where that says who', () => {
    const kept = ['Eve', ['Lou', 'Larissa'], [], [3], 7, null, [{ name: 4 }], [{ name: 'Max', from: 'x' }]];
    expect(readPreferences({ muted: kept }).muted.map(namesInWords)).toEqual(['Eve', 'Lou', 'Max']);
  });

  test('is not what was missed while one was away', async () => {
    const { clock, house, chat } = await inTheRoom({ muted: [muted('ben')] });
    house.cutLines();
    house.say('Ben', 'one');
    house.say('Eve', 'two');
    await clock.advance(10_000);
    expect(chat.state.caughtUp?.messages).toBe(1);
  });

  test('one’s own words are heard, whoever had one’s name before', async () => {
    const { clock, chat } = await inTheRoom({ muted: [muted('Ann')] });
    chat.enter('me');
    await clock.advance(100);
    expect(shown(chat)).toEqual(['me']);
  });

  test.each([
    ['/ignore', 'info: You ignore nobody.'],
    ['/ignore Nobody', 'error: There is nobody called Nobody. /names tells who is here.'],
    ['/ignore two people', 'error: /ignore takes one name.'],
    ['/ignore ann', 'error: You cannot ignore yourself.'],
    ['/unignore', 'error: /unignore takes a name. You ignore nobody.'],
    ['/unignore Eve', 'error: Eve is not ignored. You ignore nobody.'],
  ])('%s answers', async (line, answer) => {
    const { enter } = await inTheRoom();
    expect(enter(line)).toBe(answer);
  });

  test('who has gone can be ignored by what they said', async () => {
    const { clock, house, chat, enter } = await inTheRoom();
    house.say('Gone', 'buy this');
    await clock.advance(100);
    enter('/ignore gone');
    expect(notHeard(chat)).toEqual(['Gone']);
    expect(enter('/ignore')).toBe('info: You do not hear: Gone.');
  });
});

describe('a conversation with somebody who is ignored', () => {
  const room = (house: FakeHouse, ...texts: string[]) => {
    house.tell({ type: 'room', room: '@1-2', topic: '', members: [], with: 'Ben' });
    house.tell({ type: 'live', room: '@1-2', seq: house.log.at(-1)?.seq ?? 0 });
    for (const text of texts) tellIn(house, 'Ben', text);
  };
  const tellIn = (house: FakeHouse, name: string, text: string) => {
    const { seq, time } = house.say(name, text, 'elsewhere');
    house.tell({ type: 'entry', seq, time, room: '@1-2', event: 'message', name, kind: 'person', text });
  };

  test('does not come up by itself, and is whole when they are heard again', async () => {
    const { clock, house, chat, calls } = await inTheRoom({ muted: [muted('Ben')] });
    room(house, 'psst', 'psst, Ann!');
    await clock.advance(100);
    expect([...chat.state.rooms.keys()]).toEqual(['lobby']);
    expect(calls).toEqual([]);
    chat.enter('/unignore ben');
    expect(shown(chat, '@1-2')).toEqual(['psst', 'psst, Ann!']);
    tellIn(house, 'Ben', 'at last');
    await clock.advance(100);
    expect(calls).toEqual(['at last']);
  });

  test('goes off the list, unless one looks at it, and comes back when one speaks there', async () => {
    const { clock, house, chat } = await inTheRoom();
    room(house, 'psst');
    await clock.advance(100);
    chat.show('@1-2');
    chat.enter('/ignore Ben');
    expect(chat.state.current).toBe('@1-2');
    chat.show('lobby');
    expect([...chat.state.rooms.keys()]).toEqual(['lobby']);
    tellIn(house, 'Ben', 'hello?');
    tellIn(house, 'Ann', 'from my other window');
    await clock.advance(100);
    expect(shown(chat, '@1-2')).toEqual(['ignored 1', 'ignored 1', 'from my other window']);
  });
});

describe('the Host', () => {
  test.each<[Partial<Preferences>, string[]]>([
    [{}, ['Tea or coffee, Ann?', 'Tea.']],
    [{ bots: 'fold' }, ['bots 1', 'Tea.']],
    [{ bots: 'off' }, ['Tea.']],
    [{ muted: [muted('host')] }, ['Tea.']],
  ])('is quiet like any bot with %j', async (preferences, expected) => {
    const { clock, house, chat } = await inTheRoom(preferences);
    house.say('Host', 'Tea or coffee, Ann?', 'lobby', { kind: 'host' });
    house.say('Eve', 'Tea.');
    await clock.advance(100);
    expect(shown(chat)).toEqual(expected);
  });

  test('is muted by name, and the only bot where there is no other', async () => {
    const { chat, enter } = await inTheRoom();
    const labels = () => complete('/bots mute ', 11, chat, true)?.choices.map(({ label }) => label);
    expect(labels()).toEqual(['Host']);
    expect(enter('/bots mute host')).toBe('info: Bots are shown. You do not hear: Host.');
    expect(enter('/bots unmute HOST')).toBe('info: Bots are shown.');
  });
});
