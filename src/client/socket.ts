/** What carries the frames: as much of a WebSocket as is used here, which a browser's and that of `ws` both are. */
export interface WebSocketLike {
  addEventListener(type: 'open', listener: () => void): void;
  addEventListener(type: 'error', listener: (event: object) => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

/** One connection. After `closed` nothing is called; `closed` is called once, also when it could not be made. */
export interface SocketListener {
  open(): void;
  /** A text frame. */
  frame(text: string): void;
  /** The WebSocket's code; 1006 where there was none. */
  closed(code: number, reason: string): void;
}

export interface Socket {
  send(text: string): void;
  /** Ends it as well as it can be ended; nothing is called any more. */
  drop(): void;
  /** Closes it politely; `closed` follows. */
  close(): void;
}

/** Makes a connection; throws nothing. */
export type Dial = (listener: SocketListener) => Socket;

/** A `Dial` from what makes a WebSocket: `() => new WebSocket('wss://…/live')`. */
export function dialWith(make: () => WebSocketLike): Dial {
  return (listener) => {
    const socket = make();
    let isOver = false;
    let trouble = '';
    socket.addEventListener('open', () => {
      if (!isOver) listener.open();
    });
    socket.addEventListener('message', ({ data }) => {
      if (!isOver && typeof data === 'string') listener.frame(data);
    });
    socket.addEventListener('close', ({ code, reason }) => {
      if (isOver) return;
      isOver = true;
      listener.closed(code, reason || trouble);
    });
    // A close event follows. Browsers do not tell what was wrong.
    socket.addEventListener('error', (event) => {
      if ('message' in event && typeof event.message === 'string') trouble = event.message;
    });
    return {
      send: (text) => socket.send(text),
      close: () => socket.close(1000),
      drop() {
        isOver = true;
        socket.close(1000);
      },
    };
  };
}
