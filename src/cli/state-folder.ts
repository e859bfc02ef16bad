import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs keep what is no setting (XDG base directories). */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'hobnob');
}
