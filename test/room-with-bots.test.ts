import { rmSync, writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RawClient } from './kits/raw-client.ts';
import { dataFolder, join, serve, tell } from './kits/stage.ts';
import { MetStandIn } from './met-stand-in.ts';

const bots = ['Simple_Chat_Bot', 'Weather_Bot', 'Sport_Bot', 'Art_Bot'] as const;

/** What `name` has said to `hearer` so far. */
function saidBy(name: string, hearer: RawClient): string[] {
  const frames = hearer.text.split('::EOMsg::');
  return frames.filter((frame) => frame.startsWith(`${name}: `)).map((frame) => frame.slice(name.length + 2));
}

/** The next thing that `name` says when `speaker` has said `text`. */
async function answerOf(name: string, speaker: RawClient, text: string): Promise<string> {
  const before = saidBy(name, speaker).length;
  speaker.send(`Ann: ${text}::EOMsg::`);
  await expect.poll(() => saidBy(name, speaker).length, { timeout: 15_000 }).toBeGreaterThan(before);
  return saidBy(name, speaker)[before]!;
}

/** A server with bots, and Ann, who has been greeted by each of those that greet. */
async function serveBots(words: readonly string[] = [], greeters: readonly string[] = bots) {
  const server = await serve(['--bots', 'all', ...words]);
  const ann = await join(server, 'Ann');
  for (const bot of greeters) await ann.until(new RegExp(`${bot}: [^:]*Ann`));
  return { server, ann };
}

/** A server whose weather comes from a stand-in for MET Norway; 7 °C and overcast everywhere. */
async function serveWithWeather() {
  const met = await MetStandIn.start({ weather: { temperature: 7.2, cloud: 96 } });
  onTestFinished(() => met.close());
  return { met, ...(await serveBots(weatherFrom(met), ['Weather_Bot'])) };
}

function weatherFrom({ url }: MetStandIn): string[] {
  return ['--weather-url', url, '--weather-contact', 'crew@hobnob.test', '--bots', 'Weather_Bot'];
}

describe('a room with bots', () => {
  it('tells why something was said, also to whoever has only the classic wire', async () => {
    const { ann } = await serveBots();
    await answerOf('Sport_Bot', ann, 'Do you like to play tennis?');
    const reason =
      / to Ann’s “Do you like to play tennis\?”, because it wanted an opinion on a sport \(opinion “Do you like”, sport “tennis”\)\.$/;
    const told = await answerOf('Sport_Bot', ann, 'Why did you say that, Sport_Bot?');
    expect(told).toMatch(/^I said “/);
    expect(told).toMatch(reason);
    ann.send('Ann: /why Sport_Bot::EOMsg::');
    await ann.until(
      /\nHost: Sport_Bot said “[^:]*” to Ann’s “Do you like to play tennis\?”, because it wanted an opinion/,
    );
  });

  it('greets a person who is alone, by name, from each bot', async () => {
    const { ann } = await serveBots();
    for (const bot of bots) expect(saidBy(bot, ann)).toHaveLength(1);
  });

  it('tells the weather, with the figures that came and whose they are', async () => {
    const { met, ann } = await serveWithWeather();
    const answer = await answerOf('Weather_Bot', ann, 'Is it sunny in Oslo?');
    expect(answer).toContain('Oslo');
    expect(answer).toMatch(/\b7 °C/);
    expect(answer).toMatch(/96 % cloud/);
    expect(answer).toMatch(/MET Norway.*GeoNames/);
    const again = await answerOf('Weather_Bot', ann, 'What is the temperature in oslo?');
    expect(again).toMatch(/\b7 °C/);
    // The second answer came from what was kept.
    expect(met.requests).toHaveLength(1);
  });

  it('asks MET for nothing that it was told before a restart, of the bot or of the server', async () => {
    const { met, server, ann } = await serveWithWeather();
    await answerOf('Weather_Bot', ann, 'Is it sunny in Oslo?');
    await server.ask('bot restart Weather_Bot', /Weather_Bot was restarted\.\n/);
    await expect
      .poll(async () => (await answerOf('Weather_Bot', ann, '/weather oslo')).length)
      .toBeGreaterThan(0);
    await server.kill();
    const again = await serve(weatherFrom(met), server.data);
    const ben = await join(again, 'Ben');
    ben.send('Ben: /weather Oslo::EOMsg::');
    await ben.until(/Start new[^]*Oslo, Norway[^]*7 °C/);
    expect(met.requests).toHaveLength(1);
    ben.send('Ben: /weather Bergen::EOMsg::');
    await ben.until(/Bergen, Norway[^]*7 °C/);
    expect(met.requests).toHaveLength(2);
  });

  it('tells the administrator what MET has against it, and stays away from it over a restart', async () => {
    const { met, server, ann } = await serveWithWeather();
    met.next({ type: 'status', status: 403, headers: { errorclass: 'Forbidden' } });
    expect(await answerOf('Weather_Bot', ann, 'Is it sunny in Oslo?')).toContain('refuses our requests');
    await server.until(
      /Weather_Bot: MET Norway refuses our requests \(403 Forbidden\): check --weather-contact/,
    );
    await server.kill();
    const again = await serve(weatherFrom(met), server.data);
    const ben = await join(again, 'Ben');
    ben.send('Ben: /weather Oslo::EOMsg::');
    await ben.until(/Start new[^]*refuses our requests/);
    expect(met.requests).toHaveLength(1);
  });

  it('corrects a claim about the weather, and says so of a town it does not know', async () => {
    const { ann } = await serveWithWeather();
    expect(await answerOf('Weather_Bot', ann, 'It is cloudy in Bergen!')).toMatch(/96 % cloud/);
    expect(await answerOf('Weather_Bot', ann, 'Is it sunny in Qwxzyville?')).toContain('Qwxzyville');
  });

  it('says without a contact how to switch the weather on, and invents nothing', async () => {
    const { server, ann } = await serveBots();
    expect(server.output).toContain('Live weather is off');
    expect(server.output).toContain('--weather-contact');
    const answer = await answerOf('Weather_Bot', ann, 'Is it sunny in Oslo?');
    expect(answer).toContain('--weather-contact');
    expect(answer).not.toMatch(/\d °C|\d %/);
  });

  it('answers as each bot is: sport, art and the simple one', async () => {
    const { ann } = await serveBots(['--manners', 'chatty']);
    ann.send('Ann: Do you like to play tennis?::EOMsg::');
    for (const bot of bots) await expect.poll(() => saidBy(bot, ann).length, { timeout: 15_000 }).toBe(2);
    expect(saidBy('Sport_Bot', ann).at(-1)).toMatch(/tennis/i);
  });

  it('keeps still when told to, and says so in the list', async () => {
    const { server, ann } = await serveBots();
    await server.ask('bot stop Weather_Bot', /Weather_Bot was stopped\.\n/);
    await ann.until('Host: User Weather_Bot left the chat.::EOMsg::');
    const before = saidBy('Weather_Bot', ann).length;
    await answerOf('Simple_Chat_Bot', ann, 'How is the weather?');
    await answerOf('Sport_Bot', ann, 'Weather_Bot, is it sunny in Oslo?');
    expect(saidBy('Weather_Bot', ann)).toHaveLength(before);
    const [list] = await server.ask('bots', /Bot +State[^]*Art_Bot.*\n/);
    expect(list).toMatch(/^Weather_Bot +stopped by the administrator/m);
    expect(list).toMatch(/^Sport_Bot +running/m);
    await server.ask('kick Sport_Bot no more tennis', /User Sport_Bot was removed!\n/);
    await ann.until('Host: User Sport_Bot left the chat.::EOMsg::');
    const [after] = await server.ask('bots', /Bot +State[^]*Art_Bot.*\n/);
    expect(after).toMatch(/^Sport_Bot +stopped by the Host \(no /m);
    await server.ask('bots Sport_Bot', /State +stopped by the Host \(no more tennis\), since /);
  });

  it('is polite in company: only who is meant answers', async () => {
    const { server, ann } = await serveBots();
    const ben = await join(server, 'Ben');
    await ben.until(/Start new[^]*Simple_Chat_Bot: [^:]*Ben/);
    ann.send('Ann: Ben, have you seen my keys?::EOMsg::');
    await ben.until('have you seen my keys?');
    const answer = await answerOf('Art_Bot', ann, 'Art_Bot, what is your favourite colour?');
    expect(answer).not.toBe('');
    await ben.until(/have you seen my keys\?[^]*Art_Bot: /);
    const live = ben.text.split('have you seen my keys?')[1]!.split('::EOMsg::');
    const speakers = live.flatMap((frame) => /^(\w+): /.exec(frame)?.[1] ?? []);
    expect(speakers).toEqual(['Ann', 'Art_Bot']);
  });

  it('never has bots answering bots', async () => {
    const { server, ann } = await serveBots(['--manners', 'chatty']);
    const helper = await join(server, 'HelperBot');
    await tell(helper, 'HelperBot', 'Is it sunny in Oslo?', ann);
    // Ann's question comes after it: whoever answers the one would have answered the other.
    await answerOf('Simple_Chat_Bot', ann, 'Does anybody like tea?');
    await answerOf('Simple_Chat_Bot', ann, 'And coffee?');
    const counts = bots.map((bot) => saidBy(bot, ann).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(3);
    expect(ann.text).not.toContain('HelperBot: Hello');
    expect(bots.flatMap((bot) => saidBy(bot, ann)).join()).not.toContain('HelperBot');
  });

  it('has bots that outlive their server’s restart', async () => {
    const { server } = await serveBots();
    await server.kill();
    const next = await serve(['--bots', 'all'], server.data);
    const ben = await join(next, 'Ben');
    await ben.until(/Start new[^]*Art_Bot: [^:]*Ben/);
  });

  it('has bots that stay polite when a restart has cut two people off and one of them is back', async () => {
    const { server, ann } = await serveBots();
    await tell(await join(server, 'Ben'), 'Ben', 'here I am', ann);
    await server.kill();
    const next = await serve(['--bots', 'all'], server.data);
    const back = await join(next, 'Ann');
    await back.until(/Start new[^]*Simple_Chat_Bot: [^:]*Ann/);
    await answerOf('Sport_Bot', back, 'Sport_Bot, do you like to play tennis?');
    const sinceThen = back.text.slice(back.text.indexOf('Start new'));
    expect(bots.filter((bot) => sinceThen.includes(`${bot}: `))).toEqual(['Simple_Chat_Bot', 'Sport_Bot']);
  });
});

describe('the Host', () => {
  it('says what the file beside the data folder says, and what it says when it has changed', async () => {
    const folder = dataFolder();
    const file = joinPath(folder, 'conversationInitiators.txt');
    writeFileSync(file, 'Tea?\n');
    const server = await serve([], joinPath(folder, 'data'));
    const ann = await join(server, 'Ann');
    ann.send('Ann: /starter::EOMsg::');
    await ann.until('Host: Tea?::EOMsg::');
    writeFileSync(file, 'Coffee?\n');
    await server.until(/Host was loaded again\.\n/);
    ann.send('Ann: /starter::EOMsg::');
    await ann.until('Host: Coffee?::EOMsg::');
    const before = server.output.length;
    rmSync(file);
    await server.until(/Host was loaded again\.\n/, before);
    await expect
      .poll(async () => (await server.ask('host', /The Host: .*\n(?:Next starter: .+\n)?/))[0], {
        timeout: 15_000,
      })
      .toMatch(/Next starter: (?!Coffee|Tea)/);
  });

  it('starts conversations while a person is there, and leaves them their own for a while', async () => {
    const server = await serve(['--host-every', '0.2']);
    const observer = await join(server, 'ObserverBot');
    await hostsTurns();
    expect(observer.text).not.toContain('Host: ');
    const ann = await join(server, 'Ann');
    await ann.until(/(\nHost: [^:]+::EOMsg::)[^]*(\nHost: [^:]+::EOMsg::)/);
    const lines = [...ann.text.matchAll(/\nHost: (.*?)::EOMsg::/g)].map((match) => match[1]);
    expect(new Set(lines).size).toBe(lines.length);
    await tell(ann, 'Ann', 'let me think', observer);
    await hostsTurns();
    expect(observer.text).toMatch(/Ann: let me think::EOMsg::$/);
  });

  it('speaks to an empty room and into a conversation where that is wanted', async () => {
    const server = await serve(['--host-every', '0.2', '--host-always']);
    const observer = await join(server, 'ObserverBot');
    await observer.until('\nHost: ');
    const ann = await join(server, 'Ann');
    await tell(ann, 'Ann', 'let me think', observer);
    await observer.until(/let me think[^]*\nHost: /);
  });
});

/** Resolves when a Host that may speak at any time has had several turns. */
async function hostsTurns(): Promise<void> {
  const server = await serve(['--host-every', '0.2', '--host-always']);
  const observer = await join(server, 'ObserverBot');
  await observer.until(/(\nHost: [^]*){4}/);
}
