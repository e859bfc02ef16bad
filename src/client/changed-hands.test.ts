import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../test/kits/eventually.ts';
import { liveRoom } from '../../test/kits/live-room.ts';
import { systemClock } from '../util/clock.ts';
import { openChat } from './chat.ts';
import { dialWith } from './socket.ts';
import type { Chat } from './state.ts';

/** A chat with a server on this port, which is in the lobby. */
async function chatOf(port: number, name: string, session: string | null = null): Promise<Chat> {
  const dial = dialWith(() => new WebSocket(`ws://127.0.0.1:${port}/live`));
  const chat = openChat({ dial, clock: systemClock, random: Math.random, session });
  onTestFinished(() => chat.close());
  chat.start(name);
  await eventually(() => expect(chat.state.caughtUp ?? chat.state.rooms.get('lobby')?.live).toBe(true));
  return chat;
}

const conversations = ({ state }: Chat) => [...state.rooms.values()].filter((room) => room.with !== null);
const shown = (chat: Chat, room: string) =>
  chat.state.rooms.get(room)?.timeline.items.flatMap((item) => ('text' in item ? [item.text] : []));

test('private words go to whoever they are meant for when a name has changed hands', async () => {
  const { port } = await liveRoom({ grace: 1 });
  const [cleo, benny] = [await chatOf(port, 'Cleo'), await chatOf(port, 'Benny')];
  cleo.enter('/msg Benny a secret');
  await eventually(() => expect(conversations(benny)).toMatchObject([{ title: 'Cleo' }]));
  const room = conversations(benny)[0]!.name;
  const { session } = cleo.state;
  cleo.close();
  await eventually(() => expect(benny.state.rooms.get(room)!.members.size).toBe(1));
  benny.show(room);
  benny.enter('come back');
  const absent = 'Cleo is not here; they see it when they come back.';
  await eventually(() => expect(shown(benny, room)).toEqual(['a secret', 'come back', absent]));

  const stranger = await chatOf(port, 'Cleo');
  await eventually(() => expect(benny.state.rooms.get(room)!.title).toBe('Cleo (not here)'));
  const back = await chatOf(port, 'Cleo2', session);
  await eventually(() => expect(benny.state.rooms.get(room)!.title).toBe('Cleo2'));
  expect([...benny.state.rooms.get(room)!.members.keys()].sort()).toEqual(['Benny', 'Cleo2']);
  expect(shown(benny, room)?.at(-1)).toBe('Cleo is now called Cleo2.');
  expect(shown(back, room)).toEqual(['a secret', 'come back']);

  benny.show('lobby');
  benny.enter('/msg Cleo who are you?');
  await eventually(() => expect(conversations(stranger)).toMatchObject([{ title: 'Benny' }]));
  await eventually(() =>
    expect(
      conversations(benny)
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['Cleo', 'Cleo2']),
  );
  benny.say(room, 'so it was not you');
  await eventually(() => expect(shown(back, room)).toContain('so it was not you'));
  expect(shown(back, room)).not.toContain('who are you?');
  const [other] = conversations(stranger);
  await eventually(() => expect(shown(stranger, other!.name)).toEqual(['who are you?']));
});
