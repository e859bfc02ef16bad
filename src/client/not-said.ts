/** What is told of private words that the other does not see now, or never. */
import type { Model } from './model.ts';
import { conversationCalled, isWithoutOther } from './room-names.ts';
import type { LocalLine } from './rows.ts';
import type { Sender } from './sender.ts';
import type { RoomState, Unsent } from './state.ts';

interface Means {
  readonly model: Model;
  readonly sender: Sender;
  readonly show: (room: string) => void;
  readonly tell: (text: string, tone: LocalLine['tone'], room?: string) => void;
}

/** What was said to a name. Where nobody has it now, it is for whom we have talked to under it: they see it when they are back. */
export function notSaid(
  { model, sender, show, tell }: Means,
  { id, to, text }: Unsent,
  code: string,
  words: string,
): void {
  const all = [...model.rooms.values(), ...model.aside.values()];
  const known = code === 'not_here' && to !== null ? conversationCalled(all, to) : undefined;
  if (known) {
    show(known.name);
    sender.place(id, known.name);
  } else {
    sender.remove(id);
    tell(`This was not said to ${to ?? 'anyone'}: ${text}\n${words}`, 'error');
  }
}

/** Why nothing can be said in a conversation that the server does not know any more; null for whatever else is wrong. */
export function whyNotIn(room: RoomState | undefined, code: string): string | null {
  if (!room || room.with === null || code !== 'not_here') return null;
  return `This conversation is not there any more. /msg ${room.with} TEXT begins another.`;
}

/** Once until they come: that whom we have just written to is not here. */
export function tellAbsence({ model, tell }: Pick<Means, 'model' | 'tell'>, name: string): void {
  const room = model.rooms.get(name);
  if (!room?.live || room.absenceTold || !isWithoutOther(room)) return;
  room.absenceTold = true;
  tell(`${room.with ?? ''} is not here; they see it when they come back.`, 'info', name);
}
