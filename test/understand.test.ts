/** `hobnob understand` as a process of its own: a line of JSON for each line of text. */
import { expect, test } from 'vitest';
import { Program } from './kits/server.ts';

interface Line {
  readonly text: string;
  readonly weather: boolean;
  readonly slots?: readonly { entity: string; text: string; start: number; end: number }[];
}

async function understood(input: string | Buffer, words: readonly string[] = []): Promise<Line[]> {
  const program = new Program(['understand', ...words]);
  program.process.stdin.end(input);
  expect(await program.exit()).toBe(0);
  expect(program.errors).toBe('');
  expect(program.output === '' || program.output.endsWith('\n')).toBe(true);
  return program.output.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Line); // prettier-ignore
}

test('prints what a bot understands of a message', async () => {
  const [line] = await understood('whats the weather in tromso on 3 march 2027\n');
  expect(line).toEqual({
    text: 'whats the weather in tromso on 3 march 2027',
    kind: 'question',
    subject: 'weather',
    weather: true,
    place: { text: 'tromso', city: 'tromso', region: null, country: null },
    resolved: { name: 'Tromsø', admin: 'Troms og Finnmark', country: 'Norway', lat: 69.6489, lon: 18.95508 },
    time: { text: '3 march 2027', from: '2027-03-03T00:00', to: '2027-03-04T00:00' },
    condition: null,
    because: [
      '“weather” speaks of the weather',
      '“whats the weather in tromso on 3 march 2027” is the sentence that counts, a question',
      '“tromso” stands after a word that leads to a place',
      '“3 march 2027” is from 2027-03-03T00:00 to 2027-03-04T00:00',
    ],
  });
});

test('prints a line for every line, in order, whatever ends it', async () => {
  const lines = await understood('one\r\n\n  \nweather in Oslo\nlast without an end');
  expect(lines.map((line) => line.text)).toEqual(['one', '', '  ', 'weather in Oslo', 'last without an end']);
  expect(lines.map((line) => line.weather)).toEqual([false, false, false, true, false]);
  expect(await understood('')).toEqual([]);
});

test('answers a line before the next one comes', async () => {
  const program = new Program(['understand']);
  await program.ask('is it snowing in Bergen', /"condition":"snow".*\n/);
  await program.ask('and now?', /"text":"and now\?".*\n/);
  program.process.stdin.end();
  expect(await program.exit()).toBe(0);
});

test('takes a letter that two chunks share', async () => {
  const program = new Program(['understand']);
  const bytes = Buffer.from('weather in Tromsø\n');
  program.process.stdin.write(bytes.subarray(0, 17));
  await new Promise((resolve) => setImmediate(resolve));
  program.process.stdin.end(bytes.subarray(17));
  expect(await program.exit()).toBe(0);
  expect(program.output).toContain('"text":"weather in Tromsø"');
});

test('forgives a slip in the name of a place where the weather is asked about, and says so', async () => {
  const [asked, told] = await understood('will it rain in trondhiem\nI live in trondhiem\n');
  expect(asked).toMatchObject({ place: { city: 'trondhiem' }, resolved: { name: 'Trondheim' } });
  expect(asked).toHaveProperty(
    'because',
    expect.arrayContaining(['“trondhiem” is one slip away from Trondheim']),
  );
  expect(told).toMatchObject({ resolved: null });
});

test('says of a sight what is known of where it lies', async () => {
  const [town, nowhere] = await understood(
    'weather at the Eiffel Tower in Paris\nrain near Lake Michigan?\n',
  );
  expect(town).toMatchObject({ place: { city: 'Paris' }, resolved: { name: 'Paris', country: 'France' } });
  expect(town).toHaveProperty(
    'because',
    expect.arrayContaining(['no coordinates are known of “Eiffel Tower”, only those of Paris']),
  );
  expect(nowhere).toMatchObject({ resolved: null });
  expect(nowhere).toHaveProperty(
    'because',
    expect.arrayContaining(['no coordinates are known of “Lake Michigan”']),
  );
});

test('counts the code points before and in a slot', async () => {
  const [line] = await understood('😀😀 will it rain in Tromsø 😀 tomorrow\n', ['--slots']);
  expect(line?.slots).toEqual([
    { entity: 'condition_description', text: 'rain', start: 11, end: 15 },
    { entity: 'city', text: 'Tromsø', start: 19, end: 25 },
    { entity: 'timeRange', text: 'tomorrow', start: 28, end: 36 },
  ]);
});

test('reads much at the pace of its reader, and stops when the reader goes', async () => {
  const many = 'will it rain in Oslo tomorrow\n'.repeat(20_000);
  expect(await understood(many)).toHaveLength(20_000);
  const program = new Program(['understand']);
  program.process.stdin.write(many);
  await program.until(/\n/);
  program.process.stdout.destroy();
  program.process.stdin.end(many);
  expect(await program.exit()).toBe(0);
  expect(program.errors).toBe('');
});

test('4,000 characters of anything are a line like others', async () => {
  const units = ['in Oslo ', 'a', '-', '9 ', 'weather ', 'St. ', 'Springfield, ', '😀', '\u0000', "'"];
  const lines = await understood(units.map((unit) => unit.repeat(4_000 / unit.length)).join('\n') + '\n', [
    '--slots',
  ]);
  expect(lines.map((line) => line.text)).toEqual(units.map((unit) => unit.repeat(4_000 / unit.length)));
});

test('knows its options', async () => {
  const program = new Program(['understand', '--what']);
  expect(await program.exit()).toBe(2);
  expect(program.errors).toContain("unknown option '--what'");
});
