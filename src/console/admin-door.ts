/** Where the administrator's page comes in, whatever it comes by: what its connection can do, and what it gets to do. */
import type { AdminClosing } from '../wire/admin/messages.ts';

/** A connection of the page. Nothing here throws, waits or rejects. */
export interface AdminCaller {
  /** `192.0.2.7:51299` */
  readonly address: string;
  send(message: string): void;
  /** Says why, and hangs up. The last call. */
  close(code: AdminClosing, reason: string): void;
  /** Bytes that were sent and are not taken yet. */
  backlog(): number;
}

/** What came of it on the server's side. */
export interface AdminVisit {
  /** A frame has come. */
  receive(frame: string): void;
  /** The connection has ended. */
  ended(): void;
}

export type AdminDoor = (caller: AdminCaller) => AdminVisit;
