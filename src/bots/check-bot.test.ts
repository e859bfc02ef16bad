import { expect, test } from 'vitest';
import { checkBot } from './check-bot.ts';

const nothing = () => undefined;
const bot = { name: 'Dice_Bot', about: 'Rolls.' };

test('a bot is what it is', () => {
  const whole = {
    ...bot,
    needs: { hosts: ['example.org', 'localhost:8443', 'http://[::1]:8080', 'HTTPS://a.org/'], places: true },
    on: { message: nothing, join: nothing, every: { '5m': nothing } },
    commands: { roll: { args: '[SIDES]', help: 'rolls', run: nothing } },
  };
  expect(checkBot(whole)).toBe(whole);
  expect(checkBot(bot)).toBe(bot);
  expect(checkBot({ ...bot, kind: 'bot' })).toMatchObject(bot);
});

test.each([
  [undefined, 'has no bot'],
  [5, 'has no bot'],
  [{}, 'without a name'],
  [{ name: 'A' }, 'needs "about"'],
  [{ ...bot, kind: 'host' }, 'wants to be the Host, which is taken'],
  [{ ...bot, kind: 'person' }, '"kind" must be "bot" or left out'],
  [{ ...bot, on: 1 }, '"on" must be an object'],
  [{ ...bot, on: { messages: nothing } }, '"on" has no handler "messages"; there are message, join, every'],
  [{ ...bot, on: { message: 'hi' } }, '"on.message" must be a function'],
  [
    { ...bot, on: { every: { '5 minutes': nothing } } },
    'at least 100ms, such as 30s, 5m or 1h, not "5 minutes"',
  ],
  [{ ...bot, on: { every: { '1ms': nothing } } }, 'at least 100ms, such as 30s, 5m or 1h, not "1ms"'],
  [{ ...bot, on: { every: { '5m': 1 } } }, 'a function for "5m"'],
  [{ ...bot, on: { every: '5m' } }, '"on.every" must be an object'],
  [{ ...bot, commands: { Roll: {} } }, '"Roll" is no name for a command'],
  [{ ...bot, commands: { roll: {} } }, 'needs a function "run"'],
  [{ ...bot, commands: { roll: { run: nothing } } }, 'needs "help"'],
  [{ ...bot, commands: { roll: { run: nothing, help: 'x', args: 1 } } }, '"args" of "roll"'],
  [{ ...bot, commands: { roll: { run: nothing, help: '' } } }, 'one line of 1 to 120 characters'],
  [{ ...bot, commands: { roll: { run: nothing, help: 'a\nb' } } }, 'one line of 1 to 120 characters'],
  [
    { ...bot, commands: { roll: { run: nothing, help: 'x', args: 'x'.repeat(61) } } },
    '"args" of "roll" must be one line of at most 60 characters',
  ],
  [
    {
      ...bot,
      commands: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`a${index}`, {}])),
    },
    'may have 20 commands, not more',
  ],
  [{ ...bot, needs: { hosts: 'example.org' } }, '"needs" must be such as'],
  ...['', 'file:///x', 'ws://x', 'a.org/path', 'http://a.org?x', 'http://', '*.a.org', 'me@a.org', 'a b'].map(
    (host): [unknown, string] => [
      { ...bot, needs: { hosts: ['b.org', host] } },
      `a name such as "api.met.no", which means https, or "http://HOST:PORT" for http, not "${host}"`,
    ],
  ),
  [{ ...bot, needs: { modules: [1] } }, '"needs" must be such as'],
  [{ ...bot, needs: { places: 'all' } }, '"needs" must be such as'],
  [{ ...bot, needs: { files: [] } }, '"needs" must be such as'],
  [{ ...bot, operations: { reset: 1 } }, '"operations" must be an object of functions'],
  [{ ...bot, concerns: true }, '"concerns" must be a function'],
  [{ ...bot, greets: 'yes' }, '"greets" must be true or false'],
])('%j', (value, fault) => {
  expect(checkBot(value)).toContain(fault);
});
