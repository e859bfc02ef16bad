import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

const end = '::EOMsg::';
/** What the original asks its socket for at a time, in bytes. */
const readSize = 2048;
const patience = 15_000;

/**
 * A stand-in for the client of 2022, after its description: it reads 2 KB at a time until what it has ends with an end
 * code, and shows what it is sent. It shares no code with ours: what it takes for a message, a separator or a removal
 * is what the original took for one.
 */
export class OriginalClient {
  readonly username: string;
  /** The lines a person would have seen. */
  readonly screen: string[];
  stopped = false;
  readonly #socket: Socket;
  readonly #onMessages: (messages: readonly string[], client: OriginalClient) => void;
  #bytes = Buffer.alloc(0);
  /** Read, but not up to an end code yet. */
  #partial = Buffer.alloc(0);
  #woken: (() => void)[] = [];

  constructor(
    port: number,
    username: string,
    onMessages: (messages: readonly string[], client: OriginalClient) => void = () => undefined,
  ) {
    this.username = username;
    this.#onMessages = onMessages;
    this.screen = [`You have joined the chat with username ${username}!`, '[Start old messages]'];
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('readable', () => this.#read());
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => this.#stop());
    onTestFinished(() => void this.#socket.destroy());
    this.send(`${username}: ${username}${end}`);
  }

  /** Everything that came, byte for byte. */
  get received(): string {
    return this.#bytes.toString('utf8');
  }

  /** A line typed and entered. */
  say(text: string): void {
    this.screen.push(`${this.username}: ${text}`);
    this.send(`${this.username}: ${text}${end}`);
  }

  /** Bytes as they are, in a segment of their own. */
  send(bytes: string | Buffer): void {
    this.#socket.write(bytes);
  }

  /** `/exit` */
  leave(): void {
    this.screen.push('You are disconnecting from the chat.');
    this.#socket.end();
  }

  /** Resolves when what came ends with `text`. */
  async until(text: string): Promise<void> {
    await this.#wait(() => this.received.endsWith(text), JSON.stringify(text));
  }

  /** Resolves when `text` is anywhere in what came. */
  async untilHeard(text: string): Promise<void> {
    await this.#wait(() => this.received.includes(text), JSON.stringify(text));
  }

  async untilStopped(): Promise<void> {
    await this.#wait(() => this.stopped, 'the end of the connection');
  }

  async #wait(condition: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + patience;
    while (!condition()) {
      if (Date.now() > deadline)
        throw new Error(`${this.username} waits for ${what}; came: ${JSON.stringify(this.received)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 200);
        this.#woken.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #read(): void {
    while (this.#socket.readableLength > 0) {
      const chunk = this.#socket.read(Math.min(readSize, this.#socket.readableLength)) as Buffer;
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      this.#partial = Buffer.concat([this.#partial, chunk]);
      if (this.#partial.subarray(-end.length).toString() === end) this.#take();
    }
    // Without this read the end of the connection would not be told.
    this.#socket.read(0);
    for (const wake of this.#woken.splice(0)) wake();
  }

  /** What was read ends with an end code: it is one or more whole messages, and must be text. */
  #take(): void {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(this.#partial);
    this.#partial = Buffer.alloc(0);
    const messages = text.split(end).slice(0, -1);
    for (const message of messages) this.screen.push(asShown(message));
    this.#onMessages(messages, this);
  }

  #stop(): void {
    this.stopped = true;
    this.screen.push('The connection with the chat server has stopped.');
    for (const wake of this.#woken.splice(0)) wake();
  }
}

function asShown(message: string): string {
  if (message === '------------[Start new messages]------------') return '[Start new messages]';
  const reason = /^Kicked by the host for (.*)$/s.exec(message)?.[1];
  if (reason === undefined) return message;
  return `You have been removed from the chat by the host. The following reason was given: ${reason}`;
}

/** One of the bots that the original program brings along: greets who joins, answers the newest message of a person. */
export function originalBot(port: number, username: string): OriginalClient {
  return new OriginalClient(port, username, (messages, bot) => {
    const newest = messages.filter((message) => !message.startsWith('-----')).at(-1) ?? '';
    const newcomer = /^User (.+) has joined the chat!$/.exec(newest)?.[1];
    const [author = '', text] = newest.split(': ', 2);
    if (/bot$/i.test(newcomer ?? author) || author === '\nHost' || author === 'Host') return;
    if (newcomer !== undefined) bot.say(`Hello ${newcomer}`);
    else if (text !== undefined) bot.say('That is interesting!');
  });
}
