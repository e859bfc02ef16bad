/** The assistant in a server of its own, with an endpoint that the test speaks for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LiveClient, type Told } from './kits/live-client.ts';
import { dataFolder, join, run, serve, thread } from './kits/stage.ts';
import { modelStandIn } from './model-stand-in.ts';

const key = 'sk-secret-3141';
const isDraft = (text?: string) => (message: Told) => message.type === 'draft' && message['text'] === text;
const says = (text: string | RegExp) => (message: Told) =>
  message['event'] === 'message' && new RegExp(text).test(String(message['text']));

async function withAssistant(url: string, words: readonly string[] = []) {
  const assistant = ['--bots', 'Assistant', '--assistant-url', url, '--assistant-model', 'tiny', ...words];
  const server = await serve(assistant, dataFolder(), { env: { HOBNOB_ASSISTANT_KEY: key } });
  const ann = await LiveClient.join(server.port, 'Ann');
  onTestFinished(() => ann.close());
  await ann.until(({ type, commands }) => type === 'commands' && JSON.stringify(commands).includes('ask'));
  const ask = (text: string) => ann.send({ type: 'post', text });
  return { server, ann, ask };
}

/** Everything in the logs of a data folder. */
function logsOf(data: string): string {
  const logs = joinPath(data, 'logs');
  return readdirSync(logs)
    .map((file) => readFileSync(joinPath(logs, file), 'utf8'))
    .join('');
}

describe('an answer', () => {
  test('is seen while it is written on the live wire, and is one entry in the end, on every wire', async () => {
    const model = await modelStandIn();
    const { server, ann, ask } = await withAssistant(model.url);
    const ben = await join(server, 'Ben');
    ask('Assistant, does it rain?');
    const asked = await model.next();
    expect([asked.path, asked.key, asked.body.model]).toEqual([
      '/v1/chat/completions',
      `Bearer ${key}`,
      'tiny',
    ]);
    expect(asked.body.messages.at(-1)?.content).toContain('Ann: Assistant, does it rain?');
    asked.say('It');
    const first = await ann.until(isDraft('It'));
    expect(first).toMatchObject({ room: 'lobby', name: 'Assistant', kind: 'bot' });
    asked.say(' rains');
    await ann.until(isDraft('It rains'));
    asked.say('.');
    asked.finish();
    const entry = await ann.until(says('It rains'));
    expect(entry).toMatchObject({ name: 'Assistant', id: first['id'], answers: first['answers'] });
    expect(entry['text']).toBe('It rains.');
    await ben.until('Assistant: It rains.::EOMsg::');
    expect(ben.text.match(/It/g)).toHaveLength(1);
    const said = (await thread(server.data)).filter(
      ({ author, kind }) => kind === 'message' && author !== 'Ann',
    );
    expect(said).toMatchObject([{ author: 'Assistant', text: 'It rains.' }]);
  });

  test('that the administrator stops is gone at once, and so is the question to the endpoint', async () => {
    const model = await modelStandIn();
    const { server, ann, ask } = await withAssistant(model.url, ['--assistant-name', 'Ada', '--bots', 'Ada']);
    ask('/ask Tell me a long story');
    const asked = await model.next();
    asked.say('Once');
    await ann.until(isDraft('Once'));
    const { code } = await run(['admin', '--data', server.data, 'bot', 'stop', 'Ada']);
    expect(code).toBe(0);
    await asked.givenUp;
    await ann.until(isDraft(undefined));
    expect(ann.texts).toEqual(['/ask Tell me a long story']);
  });
});

describe('trouble', () => {
  test('is said in a sentence, and the key to nobody', async () => {
    const model = await modelStandIn();
    const { server, ann, ask } = await withAssistant(model.url);
    ask('/ask one');
    (await model.next()).refuse(401, `Incorrect API key provided: ${key}`);
    await ann.until(says('^The server of my model refuses my key'));
    ask('/ask two');
    const second = await model.next();
    second.say('Half of');
    await ann.until(isDraft('Half of'));
    second.breakOff();
    await ann.until(says('^Half of\\n\\(Here my model broke off.\\)$'));
    const listed = await run(['admin', '--data', server.data, 'bots']);
    expect(listed.output).toContain('Assistant');
    const everything = [
      server.output,
      server.errors,
      listed.output,
      logsOf(server.data),
      JSON.stringify(ann.told),
    ];
    expect(everything.join()).toContain('no answer (key)');
    expect(everything.join()).not.toContain(key);
  });

  test('with an endpoint that is not there is no trouble of the room', async () => {
    const { ann, ask } = await withAssistant('http://127.0.0.1:9');
    ask('Assistant, are you there?');
    await ann.until(says('^I cannot reach my model just now'));
  });
});

describe('without a model', () => {
  test('there is no assistant, and half of one is an error', async () => {
    const url = ['--assistant-url', 'http://127.0.0.1:9'];
    const half = await run(['serve', ...url], { cwd: dataFolder() });
    expect([half.code, half.errors]).toEqual([
      2,
      expect.stringContaining('--assistant-model is needed as well'),
    ]);
    const none = await run(['serve', '--port', '0', '--bots', 'Assistant'], { cwd: dataFolder() });
    expect(none.code).toBe(2);
    const words = ['serve', '--port', '0', ...url, '--assistant-model', 'm'];
    const file = await run([...words, '--assistant-instructions', 'missing.txt'], { cwd: dataFolder() });
    expect([file.code, file.errors]).toEqual([
      1,
      expect.stringContaining('--assistant-instructions cannot be read'),
    ]);
    const twin = await run([...words, '--assistant-name', 'sport_bot'], { cwd: dataFolder() });
    expect([twin.code, twin.errors]).toEqual([1, expect.stringContaining('cannot be called Sport_Bot')]);
  });
});
