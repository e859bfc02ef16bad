/** Whether a stream broke because whoever read what is printed has gone away (`| head`), which is no failure. */
export function isReaderGone(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('code' in thrown)) return false;
  return thrown.code === 'EPIPE' || thrown.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
