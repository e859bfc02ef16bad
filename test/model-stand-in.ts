/** An endpoint of a language model on loopback, whose every answer the test writes itself, piece by piece. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { delta, done, stopped } from './kits/spoken.ts';

/** One question that was asked, and the answer that is being given. */
export class Asked {
  readonly #response: ServerResponse;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: { readonly model: string; readonly messages: readonly { readonly content: string }[] };
  /** Whoever asked has hung up. */
  readonly givenUp: Promise<unknown>;

  constructor({ url, headers }: IncomingMessage, body: string, response: ServerResponse) {
    this.#response = response;
    this.path = url ?? '';
    this.key = headers.authorization;
    this.body = JSON.parse(body) as Asked['body'];
    this.givenUp = once(response, 'close');
  }

  /** Streams a piece of the answer; the first brings its head. */
  say(content: string): void {
    if (!this.#response.headersSent) this.#response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.#response.write(delta(content));
  }

  finish(): void {
    this.#response.end(`${stopped}${done}`);
  }

  refuse(status: number, message: string): void {
    this.#response.writeHead(status, { 'content-type': 'application/json' });
    this.#response.end(JSON.stringify({ error: { message } }));
  }

  /** The connection breaks. */
  breakOff(): void {
    this.#response.destroy();
  }
}

export async function modelStandIn() {
  const waiting: Asked[] = [];
  const takers: ((asked: Asked) => void)[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const asked = new Asked(request, body, response);
      const take = takers.shift();
      if (take) take(asked);
      else waiting.push(asked);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    /** The next question, past or to come. */
    next(): Promise<Asked> {
      const asked = waiting.shift();
      return asked ? Promise.resolve(asked) : new Promise((resolve) => takers.push(resolve));
    },
  };
}
