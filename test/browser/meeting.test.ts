/**
 * The great meeting: two people at the page, one in a terminal, one on the live wire and one on the classic wire talk to
 * each other while a page is loaded again, another is offline for a while, and the server is killed and started again.
 * In the end everybody has been shown what is in the database: all that anyone said, once, in one order.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../kits/eventually.ts';
import type { Program } from '../kits/server.ts';
import { dataFolder, serve, start, thread } from '../kits/stage.ts';
import { useBrowser } from './browser.ts';
import { Caller } from './caller.ts';
import { Terminal } from './terminal.ts';
import { Visitor } from './visitor.ts';

const { open } = useBrowser();
const hasTmux = spawnSync('tmux', ['-V']).status === 0;
const offlineMs = 10_000;
const cut = /WebSocket connection to '[^']*' failed|net::ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED)/;
/** What everyone says is their name and a number, so that any screen tells who said what. */
const sayings = /\b(?:Ann|Ben|Tom|Lia|Cleo)-\d+\b/g;

/** Somebody who talks: one line after the other, as fast as their client takes them, while they are let. */
class Talker {
  readonly name: string;
  /** All that was said. */
  readonly said: string[] = [];
  readonly #say: (text: string) => unknown;
  readonly #pause: number;
  #talking: Promise<void> | null = null;
  #isHeld = false;

  constructor(name: string, say: (text: string) => unknown, pause: number) {
    this.name = name;
    this.#say = say;
    this.#pause = pause;
  }

  async say(): Promise<string> {
    const text = `${this.name}-${this.said.length + 1}`;
    this.said.push(text);
    await this.#say(text);
    return text;
  }

  begin(): void {
    this.#isHeld = false;
    this.#talking ??= this.#talk();
  }

  async hold(): Promise<void> {
    this.#isHeld = true;
    await this.#talking;
    this.#talking = null;
  }

  async #talk(): Promise<void> {
    while (!this.#isHeld) {
      await this.say();
      await new Promise((resolve) => setTimeout(resolve, this.#pause));
    }
  }
}

function saidInLines(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.match(sayings) ?? []);
}

/** What the classic client printed that was said in the room. */
function printed(cleo: Program): string[] {
  return cleo.output.split('\n').filter((line) => /^\w+: \w+-\d+$/.test(line));
}

describe.skipIf(!hasTmux)('the great meeting', () => {
  it('ends with one transcript for all, which is that of the database', { timeout: 180_000 }, async () => {
    const data = dataFolder();
    const words = ['--flood', 'off'];
    let server = await serve(words, data);
    const { port } = server;
    const ann = await Visitor.enter((await open({ expected: cut })).page, port, 'Ann');
    const ben = await Visitor.enter((await open({ expected: cut })).page, port, 'Ben');
    const tom = await Terminal.run(['join', '-p', `${port}`, '-u', 'Tom']);
    onTestFinished(() => tom.close());
    const lia = new Caller(port, 'Lia');
    onTestFinished(() => lia.close());
    const cleo = start(['join', '--wire', 'classic', '-p', `${port}`, '-u', 'Cleo']);
    await cleo.until(/\[Start new messages\]/);

    const pages = [
      new Talker('Ann', (text) => ann.say(text), 600),
      new Talker('Ben', (text) => ben.say(text), 600),
    ];
    const [annTalks, benTalks] = pages as [Talker, Talker];
    const others = [
      new Talker('Tom', (text) => tom.type(text), 600),
      new Talker('Lia', (text) => lia.say(text), 50),
      new Talker('Cleo', (text) => cleo.type(text), 600),
    ];
    const everyone = [...pages, ...others];
    const hear = async (text: string) => {
      await ann.sees(text);
      await ben.sees(text);
      await tom.shows(text);
      await cleo.until(new RegExp(`^\\w+: ${text}$`, 'm'));
      await eventually(() => expect(lia.heard.join()).toContain(text));
    };
    for (const talker of everyone) await hear(await talker.say());

    for (const talker of everyone) talker.begin();
    await eventually(() => expect(Math.min(...everyone.map(({ said }) => said.length))).toBeGreaterThan(3));

    // Ann loads her page again while the others talk.
    await annTalks.hold();
    await ann.message('sending …').waitFor({ state: 'detached' });
    await ann.page.reload();
    await ann.untilLive();
    annTalks.begin();

    // Ben's network is gone for a while. What he writes meanwhile waits.
    const back = new Promise((resolve) => setTimeout(resolve, offlineMs));
    await ben.page.context().setOffline(true);
    await ben.page.getByText('The connection is gone.').waitFor();
    await benTalks.hold();
    await ben.message('sending …').first().waitFor();
    await back;
    await ben.page.context().setOffline(false);
    await ben.page.getByText(/^You are back/).waitFor();
    benTalks.begin();

    // The server dies in the middle of it all.
    const before = everyone.map(({ said }) => said.length);
    await eventually(() =>
      expect(everyone.every(({ said }, index) => said.length > (before[index] ?? 0) + 3)).toBe(true),
    );
    await server.kill();
    await ann.page.getByText('The connection is gone.').waitFor();
    for (const talker of everyone) await talker.hold();
    server = await serve([...words, '--port', `${port}`], data);
    for (const talker of everyone) talker.begin();
    await ann.page.getByText(/^You are back/).waitFor();
    for (const talker of everyone) await talker.hold();
    // What waited for its turn is said before the last words of each.
    const all = everyone.flatMap(({ said }) => said);
    await eventually(() =>
      expect(all.filter((text) => !lia.heard.some((line) => line.endsWith(`: ${text}`)))).toEqual([]),
    );
    for (const talker of everyone) await hear(await talker.say());

    const stored = (await thread(data)).filter(({ kind }) => kind === 'message');
    const transcript = stored.map(({ author, text }) => `${author}: ${text}`);
    const texts = stored.map(({ text }) => text);
    // Nothing that anyone said is missing, and nothing is there twice.
    expect(texts.toSorted()).toEqual(everyone.flatMap(({ said }) => said).toSorted());
    for (const { name, said } of everyone) {
      expect(
        texts.filter((text) => text.startsWith(`${name}-`)),
        `the order of what ${name} said`,
      ).toEqual(said);
    }
    expect(await ann.transcript(), 'what Ann sees').toEqual(transcript);
    expect(await ben.transcript(), 'what Ben sees').toEqual(transcript);
    expect(await tom.transcript(texts[0]!, saidInLines), 'what Tom sees').toEqual(texts);
    expect(lia.heard, 'what Lia was told').toEqual(transcript);
    // The classic wire sends nobody what they said themselves: that stands where it was typed.
    const [own, heard] = [true, false].map((isOwn) => (line: string) => line.startsWith('Cleo: ') === isOwn);
    expect(printed(cleo).filter(heard!), 'what Cleo was shown').toEqual(transcript.filter(heard!));
    expect(printed(cleo).filter(own!), 'what Cleo has said').toEqual(transcript.filter(own!));
    expect(texts.length).toBeGreaterThan(200);
  });
});
