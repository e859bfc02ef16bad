/** The server's side of `hobnob admin`. */
import { chmod, lstat, unlink } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Note } from '../util/note.ts';
import { Fault, messageOf } from '../util/result.ts';
import type { Desk, Outcome } from './command.ts';
import {
  type Answer,
  controlPath,
  parseRequest,
  pathTooLong,
  renderAnswer,
  requestLimit,
} from './control-protocol.ts';
import { runCommand } from './run-command.ts';

export interface ControlOptions {
  /** Exists, and belongs to this server alone. */
  readonly dataDir: string;
  readonly desk: Desk;
  readonly note: Note;
  /** `exit` was asked for and answered. */
  requestStop(): void;
}

export interface Control {
  /** Ends all requests and removes the socket file. Safe to call twice. */
  close(): Promise<void>;
}

/** How long a request may take to arrive and its answer to be taken, ms. */
const patienceMs = 10_000;
const connectionsAtMost = 32;

/** Rejects with a Fault if the socket cannot be made; the sentence says why. The server can do without. */
export async function serveControl(options: ControlOptions): Promise<Control> {
  const path = controlPath(options.dataDir, process.cwd());
  if (path === null) throw new Fault(pathTooLong(options.dataDir));
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    receive(socket, options);
  });
  server.maxConnections = connectionsAtMost;
  await listenOwned(server, path);
  server.on('error', (error) => options.note('warn', `control socket: ${error.message}`));
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Reads the one line of a request. */
function receive(socket: Socket, options: ControlOptions): void {
  let received = Buffer.alloc(0);
  socket.setTimeout(patienceMs, () => socket.destroy());
  // Whoever asked may be gone before the answer; there is nobody left to tell.
  socket.on('error', () => socket.destroy());
  const read = (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    const end = received.indexOf('\n');
    if (end === -1 && received.length <= requestLimit) return;
    complete(end === -1 ? '' : received.toString('utf8', 0, end));
  };
  const complete = (line: string) => {
    socket.off('data', read);
    socket.resume();
    socket.setTimeout(0);
    void answer(socket, line, options);
  };
  socket.on('data', read);
  socket.on('end', () => {
    if (!socket.writableEnded && socket.listeners('data').includes(read)) complete(received.toString());
  });
}

/** Never rejects: commands tell their own failures. */
async function answer(socket: Socket, line: string, options: ControlOptions): Promise<void> {
  const words = parseRequest(line);
  const outcome = words === null ? misunderstood : await runCommand(options.desk, words.join(' '));
  const lines = outcome.stop ? [...outcome.lines, 'Service is shutting down.'] : outcome.lines;
  const answers: Answer[] = lines.map((text) => ({ type: 'line', line: text }));
  answers.push({ type: 'exit', code: outcome.done ? 0 : 1 });
  socket.setTimeout(patienceMs);
  socket.end(answers.map(renderAnswer).join(''));
  if (!outcome.stop) return;
  // Stops also when the one who asked is gone by now.
  if (!socket.destroyed)
    await new Promise((resolve) => socket.once('finish', resolve).once('close', resolve));
  options.requestStop();
}

const misunderstood: Outcome = {
  done: false,
  lines: ['This is not a request. A request is one line such as {"words":["help"]}'],
};

/** Listens with the file open to its owner only, taking the place of a file that a killed server left. */
async function listenOwned(server: Server, path: string): Promise<void> {
  try {
    await listen(server, path);
  } catch (thrown) {
    if (!isInUse(thrown)) throw new Fault(`The control socket ${path} cannot be made: ${messageOf(thrown)}`);
    await removeStale(path);
    await listen(server, path);
  }
  await chmod(path, 0o600);
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // The file is made within this call; no one else may open it, not even until its mode is set.
    const umask = process.umask(0o177);
    try {
      server.listen(path, () => {
        server.off('error', reject);
        resolve();
      });
    } finally {
      process.umask(umask);
    }
  });
}

function isInUse(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE';
}

async function removeStale(path: string): Promise<void> {
  const file = await lstat(path);
  if (!file.isSocket()) throw new Fault(`${path} is in the way: it is not a socket. Remove it.`);
  if (await isAnswered(path)) throw new Fault(`Another server answers at ${path}.`);
  await unlink(path);
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
