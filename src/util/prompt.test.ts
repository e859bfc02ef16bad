import fc from 'fast-check';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../../test/kits/eventually.ts';
import { fakeTerminal } from '../../test/kits/fake-terminal.ts';
import type { Prompt, PromptOptions } from './prompt.ts';
import { openPrompt } from './prompt.ts';
import { breakWord, columnsOf } from './terminal-safe.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function watched(over: Partial<PromptOptions> = {}) {
  const lines: string[] = [];
  const calls: string[] = [];
  const options: PromptOptions = {
    prompt: 'Host $> ',
    onLine: (line) => void lines.push(line),
    onInterrupt: () => void calls.push('interrupt'),
    onEnd: () => void calls.push('end'),
    onOutputLost: () => void calls.push('lost'),
    ...over,
  };
  return { lines, calls, options };
}

describe('on a terminal', () => {
  let prompt: Prompt | null = null;
  beforeEach(() => vi.stubEnv('TERM', 'xterm'));
  afterEach(() => {
    prompt?.close();
    prompt = null;
    vi.unstubAllEnvs();
  });

  async function open(columns: number, over: Partial<PromptOptions> = {}) {
    const { lines, calls, options } = watched(over);
    const { input, output } = fakeTerminal(columns);
    const opened = openPrompt({ input, output }, options);
    prompt = opened;
    await turn();
    const type = async (keys: string) => {
      input.write(keys);
      await turn();
    };
    return { prompt: opened, input, output, type, lines, calls };
  }

  test('what is printed stands above what is being typed', async () => {
    const { prompt, output, type, lines } = await open(40);
    await type('kick A');
    prompt.print(['User Ben has joined the chat!']);
    await type('nn');
    expect(output.lines()).toEqual(['User Ben has joined the chat!', 'Host $> kick Ann']);
    expect(output.cursor()).toEqual({ row: 1, column: 16 });
    await type('\r');
    expect(output.lines()).toEqual(['User Ben has joined the chat!', 'Host $> ']);
    expect(lines).toEqual(['kick Ann']);
  });

  test('a line that goes over several rows stays whole, with the cursor in its middle', async () => {
    const { prompt, output, type } = await open(20);
    await type('0123456789abcdefghij世界');
    await type('\x1b[D\x1b[D\x1b[D');
    prompt.print(['one', 'two']);
    await turn();
    expect(output.lines()).toEqual(['one', 'two', 'Host $> 0123456789a', 'bcdefghij世界']);
    expect(output.cursor()).toEqual({ row: 3, column: 8 });
    await type('X');
    expect(output.lines().at(-1)).toBe('bcdefghiXj世界');
  });

  test('history and editing keys', async () => {
    const { output, type, lines } = await open(40);
    await type('one\r');
    await type('two\r');
    await type('\x1b[A\x1b[A');
    expect(output.lines().at(-1)).toBe('Host $> one');
    await type('\x01zero \x05!\r');
    expect(lines).toEqual(['one', 'two', 'zero one!']);
  });

  test('Tab completes in any case, a second Tab shows the choices', async () => {
    const names = ['bans', 'bot', 'bots', 'kick'];
    const complete = (line: string) => ({
      word: line,
      candidates: names.filter((name) => name.startsWith(line.toLowerCase())),
    });
    const { output, type } = await open(40, { complete });
    await type('K');
    await type('\t');
    expect(output.lines().at(-1)).toBe('Host $> kick ');
    await type('\x15b');
    await type('\t');
    await type('\t');
    expect(output.lines()).toEqual(['bans  bot  bots', 'Host $> b']);
  });

  test('Ctrl-C gives up the line first, then says so', async () => {
    const { output, type, calls } = await open(40);
    await type('half a th');
    await type('\x03');
    expect(output.lines()).toEqual(['Host $> ']);
    expect(calls).toEqual([]);
    await type('\x03');
    expect(calls).toEqual(['interrupt']);
    await type('\x04');
    expect(calls).toEqual(['interrupt', 'end']);
  });

  test('several lines pasted at once come as one', async () => {
    const pastes: (readonly string[])[] = [];
    const { type, lines, output } = await open(40, { onPaste: (pasted) => pastes.push(pasted) });
    await type('and \x1b[200~one\r\ntwo\rth\tree\x1b[201~');
    expect(pastes).toEqual([['and one', 'two', 'th\tree']]);
    expect(lines).toEqual([]);
    expect(output.lines().at(-1)).toBe('Host $> ');
  });

  test('a paste into the middle of a line stays there', async () => {
    const { type, lines } = await open(40, { onPaste: () => {} });
    await type('ad\x1b[D\x1b[200~b\tc\x1b[201~\r');
    expect(lines).toEqual(['ab\tcd']);
  });

  test('nothing printed or typed can steer the terminal', async () => {
    const { prompt, output } = await open(40);
    prompt.print(['evil\x1b[2J\x1b]0;title\x07', 'a\rb\u202e']);
    await turn();
    expect(output.lines()).toEqual(['evil\ufffd[2J\ufffd]0;title\ufffd', 'a b\ufffd', 'Host $> ']);
  });

  test('closing prints what is left, takes the prompt away and paste mode off', async () => {
    const { prompt, output, type } = await open(40);
    await type('half');
    prompt.print(['bye']);
    prompt.close();
    await turn();
    expect(output.lines()).toEqual(['bye', '']);
    expect(output.written).toMatch(/\x1b\[\?2004l$/);
  });

  test('whatever is typed, printed and resized, in any order, all of it stands where it belongs', async () => {
    const action = fc.oneof(
      fc.record({
        type: fc.constant('print' as const),
        text: fc.string({ unit: 'grapheme', maxLength: 60 }),
      }),
      fc.record({
        type: fc.constant('key' as const),
        text: fc.constantFrom('a', '世', 'word ', '👋🏽', '\x1b[D', '\x7f', '\x01'),
      }),
      fc.record({ type: fc.constant('resize' as const), columns: fc.integer({ min: 12, max: 60 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
        const { prompt, output, type } = await open(30);
        const printed: string[] = [];
        for (const act of actions) {
          if (act.type === 'key') await type(act.text);
          if (act.type === 'resize') output.resize(act.columns);
          if (act.type !== 'print') continue;
          const text = `<${act.text.replace(/[\p{C}\p{Z}\p{M}\p{Lo}]/gu, '.')}>`;
          printed.push(text);
          prompt.print([text]);
          await turn();
        }
        const screen = output.lines();
        const above = screen.slice(
          0,
          screen.findIndex((row) => row.startsWith('Host $> ')),
        );
        expect(above.join('')).toBe(printed.join(''));
        const typed = screen.slice(above.length);
        expect(typed.filter((row) => row.startsWith('Host $> '))).toHaveLength(1);
        for (const row of typed) expect(columnsOf(row)).toBeLessThan(output.columns);
        expect(breakWord(typed.join(''), output.columns - 1)).toEqual(typed.filter((row) => row !== ''));
        prompt.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe('in a pipe', () => {
  test('lines in, lines out, no control codes, and the end of input is told', async () => {
    const { lines, calls, options } = watched();
    const input = new PassThrough();
    const output = new PassThrough();
    const prompt = openPrompt({ input, output }, options);
    prompt.print(['Ann: hi\x1b[0m', 'Ben: hello']);
    input.end('one\r\ntwo\nthree');
    await eventually(() => expect(calls).toEqual(['end']));
    expect(lines).toEqual(['one', 'two', 'three']);
    expect(String(output.read())).toBe('Ann: hi\ufffd[0m\nBen: hello\n');
    prompt.close();
    expect(calls).toEqual(['end']);
  });

  test('a reader that is gone is told', async () => {
    const { calls, options } = watched();
    const output = new PassThrough();
    openPrompt({ input: new PassThrough(), output }, options).close();
    output.destroy(new Error('EPIPE'));
    await eventually(() => expect(calls).toEqual(['lost']));
  });
});
