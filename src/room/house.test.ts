import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import type { House } from './house.ts';
import { emptyHouse, fork, isIn, listRooms, membersOf, roomsInAll, roomsOf } from './house.ts';
import { nickKeys } from './names.ts';
import { ReservedNames } from './reserved-names.ts';
import type { Command, Nick, RoomName } from './types.ts';
import { hostNick, lobby } from './types.ts';

const nick = fc.constantFrom(...(['ann', 'ANN', 'ben', 'Eva', 'eve'] as Nick[]));
const name = fc.constantFrom('ann', 'ANN', 'аnn', 'ben', 'Eva', 'eve', 'Host', 'no name');
const room = fc.constantFrom('tea', 'Milk', '#tea', 'lobby', 'no room');
const kind = 'person';

const command: fc.Arbitrary<Command> = fc.oneof(
  nick.map((name) => ({ type: 'join', nick: name, kind, resident: false }) as const),
  fc.record({ type: fc.constant('enter'), nick, kind: fc.constant(kind), room }),
  fc.record({ type: fc.constant('part'), nick, room }),
  fc.record({ type: fc.constant('topic'), nick, kind: fc.constant(kind), room, text: fc.string() }),
  fc.record({
    type: fc.constant('say'),
    nick,
    kind: fc.constant(kind),
    room: room as fc.Arbitrary<RoomName>,
    text: fc.string(),
  }),
  fc.record({ type: fc.constant('rename'), nick, name, resident: fc.constant(false) }),
  nick.map((name) => ({ type: 'leave', nick: name, reason: '' }) as const),
  nick.map((name) => ({ type: 'kick', nick: name, by: hostNick, reason: 'x' }) as const),
  fc.constant({ type: 'open' } as const),
);

function carryOut(house: House, asked: Command): void {
  const outcome = decide(house, asked, 1);
  if ('code' in outcome) return;
  for (const event of outcome) evolve(house, event);
}

it('whatever is asked: rooms hold members only, none is empty and silent, and no two names look alike', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      const house = emptyHouse({ textLimit: 100, reserved: new ReservedNames() });
      for (const asked of commands) {
        carryOut(house, asked);
        for (const [name, place] of house.places) {
          for (const member of place.members) expect(house.members.has(member)).toBe(true);
          if (name !== lobby) expect(place.spoken || place.members.size > 0).toBe(true);
        }
        for (const { nick: name } of membersOf(house, lobby)) {
          expect(roomsOf(house, name).every((own) => isIn(house, name, own))).toBe(true);
          expect(roomsOf(house, name).at(-1)).toBe(lobby);
        }
        const claims = [...house.members].flatMap(([own, member]) => {
          expect(member.nick).toBe(own);
          return nickKeys(own).map((key) => [key, own] as const);
        });
        // Nobody claims what another does, and nobody's claim outlives the name.
        expect(new Map(claims)).toEqual(house.claims);
        expect(house.claims.size).toBe(claims.length);
      }
      expect(listRooms(house).map((listed) => listed.room)).toContain(lobby);
    }),
  );
});

it('a fork can be changed without the house it came from', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 30 }), command, (commands, last) => {
      const house = emptyHouse({ textLimit: 100, reserved: new ReservedNames() });
      for (const asked of commands) carryOut(house, asked);
      const before = structuredClone([house.members, house.claims, house.places]);
      carryOut(fork(house), last);
      expect([house.members, house.claims, house.places]).toEqual(before);
    }),
  );
});

it('a list of very many rooms ends before it is too long to be read: the fullest are in it', () => {
  const quiet = Array.from({ length: 5000 }, (_, index) => ({
    room: `r${index}` as RoomName,
    topic: '😀'.repeat(300),
  }));
  const house = emptyHouse({ textLimit: 100, reserved: new ReservedNames() }, quiet);
  carryOut(house, { type: 'join', nick: 'ann', kind, resident: false });
  carryOut(house, { type: 'enter', nick: 'ann' as Nick, kind, room: 'r4999' });
  const listed = listRooms(house);
  expect(listed.slice(0, 2).map((each) => each.room)).toEqual([lobby, 'r4999']);
  expect(Buffer.byteLength(JSON.stringify(listed))).toBeLessThan(1024 ** 2);
});

it('when there are too many rooms, the one that nobody is in for longest is not listed any more', () => {
  const past = Array.from({ length: roomsInAll + 10 }, (_, i) => ({ room: `r${i}` as RoomName, topic: '' }));
  const house = emptyHouse({ textLimit: 100, reserved: new ReservedNames() }, past);
  carryOut(house, { type: 'join', nick: 'ann', kind, resident: false });
  carryOut(house, { type: 'enter', nick: 'ann' as Nick, kind, room: 'r10' });
  carryOut(house, { type: 'enter', nick: 'ann' as Nick, kind, room: 'new' });
  const listed = [...house.places.keys()];
  expect(listed).toHaveLength(roomsInAll);
  expect(listed).not.toContain('r11');
  expect(listed).toEqual(expect.arrayContaining(['lobby', 'r10', 'new', 'r13']));
});
