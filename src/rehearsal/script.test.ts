import { describe, expect, test } from 'vitest';
import { parseScript } from './script.ts';

const day = '2026-01-05';
const at = (time: string) => ({ type: 'at', time: Date.parse(`${day}T${time}Z`) });
const cuesOf = (text: string) => {
  const script = parseScript(text, 'a.txt', day);
  if ('type' in script) throw new Error(script.faults.join());
  return script.cues.map(({ when, act }) => [when, act]);
};
const faultsOf = (text: string) => {
  const script = parseScript(text, 'a.txt', day);
  return 'type' in script ? script.faults : [];
};

describe('a script', () => {
  test('times as on a clock, after the line before, or when everybody has answered', () => {
    expect(cuesOf('# An evening\n\n18:00 ann joins\n+90s ben: Hi: you\nann: hello\n18:09:30 end')).toEqual([
      [at('18:00'), { type: 'join', name: 'ann' }],
      [
        { type: 'after', ms: 90_000 },
        { type: 'say', name: 'ben', text: 'Hi: you' },
      ],
      [{ type: 'next' }, { type: 'say', name: 'ann', text: 'hello' }],
      [at('18:09:30'), { type: 'end' }],
    ]);
  });

  test('what is done to bots, and words that only look like it', () => {
    expect(
      cuesOf(
        'stop Art_Bot\nrestart Art_Bot\nstart Art_Bot\nstop: it\nann is now called Anna\nann leaves\nkick ben too loud',
      ).map(([, act]) => act),
    ).toEqual([
      { type: 'stop', bot: 'Art_Bot' },
      { type: 'restart', bot: 'Art_Bot' },
      { type: 'start', bot: 'Art_Bot' },
      { type: 'say', name: 'stop', text: 'it' },
      { type: 'rename', name: 'ann', to: 'Anna' },
      { type: 'leave', name: 'ann' },
      { type: 'kick', name: 'ben', reason: 'too loud' },
    ]);
  });

  test('begins at its first time, on its day, with its weather', () => {
    const script = parseScript(
      'on 2022-03-31\r\nweather: -7.5 °C, 92 % cloud\r\nweather in New York: 3 C, 0%\n6:30 ann joins',
      'a',
      day,
    );
    expect(script).toMatchObject({
      start: Date.UTC(2022, 2, 31, 6, 30),
      weather: [
        { place: null, temperature: -7.5, cloud: 92 },
        { place: 'New York', temperature: 3, cloud: 0 },
      ],
    });
  });

  test.each([
    [
      '18:00 ann',
      'a.txt:1: "ann" is nothing that can be done: after a time comes "NAME: TEXT", "NAME joins"',
    ],
    ['24:00 ann joins', 'a.txt:1: "24:00" is no time'],
    ['+5 ann joins', 'a.txt:1: "+5" is no time: a time such as 18:00'],
    ['18:00 ann joins\n17:00 ann leaves', 'a.txt:2: that is earlier than the line before'],
    ['weather: nice', 'a.txt:1: "weather: nice"'],
    ['18:00 ann joins\non 2026-02-01', 'a.txt:2: the day comes before'],
    ['on 2026-99-01', 'a.txt:1: 2026-99-01 is no day'],
    ['hello', 'a.txt:1: "hello" is nothing that can be done: a line is "on 2026-01-05" or "weather:'],
  ])('%j is refused in words', (text, fault) => {
    expect(faultsOf(text).join('\n')).toContain(fault);
  });

  test('every wrong line is told', () => {
    expect(faultsOf('a\nb\n18:00 ann joins\nc')).toHaveLength(3);
  });
});
