/** Bytes that are not the protocol: a value, never thrown. `message` is told to the other side before it is closed. */
export interface ProtocolError {
  readonly type: 'protocol-error';
  readonly message: string;
}
