/** What `hobnob admin COMMAND…` does. */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { terminalSafe } from '../util/terminal-safe.ts';
import { controlPath, parseAnswer, pathTooLong, renderRequest } from './control-protocol.ts';

export interface AdminIo {
  print(line: string): void;
  printError(line: string): void;
}

/**
 * Has the server on `dataDir` carry out a command and prints what it answers. Resolves with the exit code: 0 if it was
 * carried out, 1 if it was not or no server answers.
 */
export function runAdmin(words: readonly string[], dataDir: string, io: AdminIo): Promise<number> {
  const path = controlPath(dataDir, process.cwd());
  if (path === null) {
    io.printError(pathTooLong(dataDir));
    return Promise.resolve(1);
  }
  return new Promise((resolve) => {
    let code: number | null = null;
    let reached = false;
    const socket = connect(path, () => {
      reached = true;
      socket.write(renderRequest(words));
    });
    const lines = createInterface({ input: socket, crlfDelay: Infinity });
    lines.on('line', (text) => {
      const answer = parseAnswer(text);
      if (answer?.type === 'line') io.print(terminalSafe(answer.line));
      if (answer?.type === 'exit') code = answer.code;
    });
    lines.on('error', (error: NodeJS.ErrnoException) => {
      if (!reached) io.printError(whyNot(dataDir, error));
      lines.close();
    });
    lines.on('close', () => {
      if (reached && code === null) io.printError('The server stopped before it had answered.');
      socket.destroy();
      resolve(code ?? 1);
    });
  });
}

function whyNot(dataDir: string, error: NodeJS.ErrnoException): string {
  switch (error.code ?? '') {
    case 'ENOENT':
    case 'ECONNREFUSED':
    case 'ENOTSOCK':
      return `No server is running on the data folder ${dataDir}. Another one can be named: bin/hobnob admin --data DIR COMMAND`;
    case 'EACCES':
    case 'EPERM':
      return `The server on the data folder ${dataDir} belongs to another user.`;
    default:
      return `The server on the data folder ${dataDir} cannot be asked: ${error.message}`;
  }
}
