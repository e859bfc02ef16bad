/** Thrown when something outside the program's rules failed (disk, network, a bug). Ends at a supervisor or in main. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** Marks a `switch` over a closed union as complete: the compiler rejects it while a member is missing. */
export function never(value: never): never {
  throw new Fault(`unexpected value: ${JSON.stringify(value)}`);
}

/** The sentence in anything that was thrown, also where it would rather throw again. */
export function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return 'something was thrown that has no words';
  }
}
