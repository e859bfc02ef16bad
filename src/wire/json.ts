/** What a frame holds; undefined where it is not JSON, which is none of any wire's messages either. */
export function parseJson(frame: string): unknown {
  try {
    return JSON.parse(frame) as unknown;
  } catch {
    // Whoever reads the frame says what it must be.
    return undefined;
  }
}
