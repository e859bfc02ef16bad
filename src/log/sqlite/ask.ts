import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/**
 * The value of an SQL expression, without a prepared statement: this library finalizes those only when they are
 * collected as garbage, and until then a closed connection keeps its files and locks. `exec` finalizes at once.
 */
export function ask(db: DatabaseSyncInstance, expression: string): unknown {
  let answer: unknown;
  db.function('hand_over', (value: unknown) => {
    answer = value;
    return null;
  });
  db.exec(`SELECT hand_over((${expression}))`);
  return answer;
}
