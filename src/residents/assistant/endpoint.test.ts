import { describe, expect, test } from 'vitest';
import { assistantSettings, modelKey } from '../../../test/kits/assistant-settings.ts';
import { fakeModel } from '../../../test/kits/fake-model.ts';
import {
  delta,
  done,
  event,
  refused,
  type Spoken,
  stopped,
  streamed,
  whole,
} from '../../../test/kits/spoken.ts';
import { limitedFetch } from '../../bots/mind/limited-fetch.ts';
import { VirtualClock } from '../../rehearsal/virtual-clock.ts';
import { Endpoint } from './endpoint.ts';
import type { AssistantSettings } from './settings.ts';

async function ask(spoken: Spoken | null | readonly Spoken[], changes: Partial<AssistantSettings> = {}) {
  const clock = new VirtualClock();
  const answers = Array.isArray(spoken) ? [...(spoken as readonly Spoken[])] : null;
  const model = fakeModel(clock, () => (answers ? answers.shift()! : (spoken as Spoken | null)));
  const hosts = ['http://127.0.0.1:8080'];
  const { signal } = new AbortController();
  const fetch = limitedFetch({ hosts, fetch: model.fetch, clock, signal });
  const grown: string[] = [];
  const endpoint = new Endpoint(assistantSettings(changes));
  const asked = endpoint.ask({ fetch, clock }, [{ role: 'user', content: 'Hi' }], 500, (text) => {
    grown.push(text);
  });
  // Longer than it waits for anything.
  await clock.advance(130_000);
  const outcome = await asked;
  expect(clock.pending).toBe(0);
  expect(JSON.stringify(outcome)).not.toContain(modelKey);
  return { outcome, grown, model, endpoint };
}

const both = (pieces: Spoken['pieces']) => ask({ pieces });

describe('an answer', () => {
  test('is asked for as such endpoints want it, and streamed', async () => {
    const { outcome, grown, model } = await ask(streamed(['It', ' rains', '.'], 42, 100));
    expect(outcome).toEqual({ type: 'written', text: 'It rains.', tokens: 42, counted: 3, end: 'whole' });
    expect(grown).toEqual(['It', 'It rains', 'It rains.']);
    expect(model.asked).toEqual([
      {
        url: 'http://127.0.0.1:8080/v1/chat/completions',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream, application/json',
          authorization: `Bearer ${modelKey}`,
        },
        body: {
          model: 'tiny',
          messages: [{ role: 'user', content: 'Hi' }],
          stream: true,
          stream_options: { include_usage: true },
          max_tokens: 500,
        },
      },
    ]);
    const { model: open } = await ask(streamed(['x']), { key: null });
    expect(open.asked[0]?.headers).not.toHaveProperty('authorization');
  });

  test('comes whole from those who do not stream', async () => {
    expect((await ask(whole('It rains.', 7))).outcome).toEqual({
      type: 'written',
      text: 'It rains.',
      tokens: 7,
      counted: 3,
      end: 'whole',
    });
  });

  test('is the same wherever its bytes are cut, and with any line ends', async () => {
    const text = ['Ærlig', ' talt: 😀', ' ja.'];
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      const all = Buffer.from(
        [': hi\n\n', ...text.map(delta), stopped, done].join('').replaceAll('\n', lineEnd),
      );
      const bytes = await both(Array.from(all, (_, at) => all.subarray(at, at + 1)));
      expect(bytes.outcome).toMatchObject({ text: 'Ærlig talt: 😀 ja.', end: 'whole' });
      expect(bytes.grown).toEqual(['Ærlig', 'Ærlig talt: 😀', 'Ærlig talt: 😀 ja.']);
    }
  });

  test('has ended without [DONE] if it gave a reason, and with it if it gave none', async () => {
    expect((await both([delta('a'), stopped])).outcome).toMatchObject({ text: 'a', end: 'whole' });
    expect((await both([delta('a'), done])).outcome).toMatchObject({ text: 'a', end: 'whole' });
    const long = event({ choices: [{ delta: {}, finish_reason: 'length' }] });
    expect((await both([delta('a'), long, done])).outcome).toMatchObject({ text: 'a', end: 'long' });
    expect((await both([stopped, done])).outcome).toMatchObject({ text: '', end: 'whole' });
  });

  test('that breaks off is kept as far as it came', async () => {
    const broken = await ask({ pieces: [delta('It'), delta(' ra')], end: 'break' });
    expect(broken.outcome).toMatchObject({
      text: 'It ra',
      end: { type: 'failed', detail: 'other side closed' },
    });
    expect((await both([delta('It')])).outcome).toMatchObject({
      end: { type: 'failed', detail: 'the answer broke off' },
    });
    const silent = await ask({ pieces: [delta('It')], end: 'hang' });
    expect(silent.outcome).toMatchObject({ end: { type: 'slow', detail: 'nothing more within 30 s' } });
    expect(silent.model.state.givenUp).toBe(1);
    const dribble = await ask({ pieces: Array.from({ length: 200 }, () => [delta('x'), 20_000]).flat() });
    expect(dribble.outcome).toMatchObject({
      text: 'xxxxxx',
      end: { detail: 'no whole answer within 120 s' },
    });
    const trouble = event({ error: { message: 'out of memory' } });
    expect((await both([delta('It'), trouble])).outcome).toMatchObject({
      text: 'It',
      end: { type: 'failed', detail: 'out of memory' },
    });
  });

  test('without an end is stopped', async () => {
    const endless = await both(Array.from({ length: 100 }, () => delta('x'.repeat(1000))));
    expect(endless.outcome).toMatchObject({ end: 'long' });
    expect((endless.outcome as { text: string }).text.length).toBeLessThan(62_000);
    const line = await both(Array.from({ length: 100 }, () => 'x'.repeat(10_000)));
    expect(line.outcome).toMatchObject({ type: 'nonsense', detail: 'an event without an end' });
    const json = await both(['{"choices":[', ...Array.from({ length: 100 }, () => '1,'.repeat(5000))]);
    expect(json.outcome).toMatchObject({ type: 'nonsense', detail: 'an answer without an end' });
  });
});

describe('trouble', () => {
  test.each([
    ['nobody there', null, { type: 'away', detail: 'connect ECONNREFUSED' }],
    [
      '401',
      refused(401, `Incorrect API key provided: ${modelKey}`),
      { type: 'key', detail: '401 Incorrect API key provided: …' },
    ],
    ['403', refused(403, 'no'), { type: 'key', detail: '403 no' }],
    ['404', refused(404, 'model "tiny" not found'), { type: 'unknown' }],
    ['429', refused(429, 'slow down', { 'retry-after': '20' }), { type: 'limited', wait: 20_000 }],
    [
      '429 with a date',
      refused(429, 'x', { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }),
      { wait: null },
    ],
    ['500', refused(500, 'boom'), { type: 'failed', detail: '500 boom' }],
    [
      '502 with a page',
      { status: 502, pieces: ['<html>Bad gateway</html>'] },
      { type: 'failed', detail: '502' },
    ],
    [
      '400',
      refused(400, 'context length exceeded'),
      { type: 'failed', detail: '400 context length exceeded' },
    ],
    [
      'a redirect',
      { status: 302, headers: { location: 'http://evil.example/' }, pieces: [] },
      { type: 'failed' },
    ],
    ['a page', { pieces: ['<!doctype html><title>Welcome</title>'] }, { type: 'nonsense' }],
    [
      'plain text',
      { pieces: ['Hello there\n\n'] },
      { type: 'nonsense', detail: 'no answer in: Hello there' },
    ],
    ['half of a JSON', { pieces: ['{"choices":[{"mess'] }, { type: 'nonsense' }],
    ['other JSON', { pieces: ['{"status":"ok"}'] }, { type: 'nonsense' }],
    ['events of something else', { pieces: ['data: hello\n\ndata: 3\n\n'] }, { type: 'nonsense' }],
    ['nothing', { pieces: [] }, { type: 'nonsense' }],
    ['silence', { pieces: [], end: 'hang' }, { type: 'slow', detail: 'no whole answer within 120 s' }],
  ] as [string, Spoken | null, object][])('%s', async (_, spoken, trouble) => {
    const { outcome, model } = await ask(spoken);
    expect(outcome).toMatchObject(trouble);
    expect(model.asked).toHaveLength(1);
  });

  test.each([
    ['nobody there', null, true],
    ['429', refused(429, 'slow down'), true],
    ['500', refused(500, 'boom'), true],
    ['504', refused(504, 'gateway time-out'), false],
    ['a page', { pieces: ['<!doctype html>'] }, false],
    ['an error instead of an answer', { pieces: [event({ error: 'overloaded' })] }, false],
    ['silence', { pieces: [], end: 'hang' }, false],
  ] as [string, Spoken | null, boolean][])(
    '%s: whether it certainly cost nothing',
    async (_, spoken, isFree) => {
      expect((await ask(spoken)).outcome).toMatchObject({ isFree });
    },
  );

  test('an endpoint that does not know a key of the question is asked in its own way, from then on', async () => {
    const strict = refused(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.");
    const old = refused(422, 'stream_options: extra fields not permitted');
    const { outcome, model } = await ask([strict, old, whole('Here.')]);
    expect(outcome).toMatchObject({ text: 'Here.' });
    expect(model.asked.map(({ body }) => Object.keys(body).slice(3))).toEqual([
      ['stream_options', 'max_tokens'],
      ['stream_options', 'max_completion_tokens'],
      ['max_completion_tokens'],
    ]);
    expect((await ask([strict, old, strict])).outcome).toMatchObject({ type: 'failed' });
  });
});
