import { never } from '../util/result.ts';
import type { Act, Script } from './script.ts';
import type { Rehearsal } from './stage.ts';

/**
 * Plays a script to its end, in a room that begins when the script does. Resolves with what could not be done (a bot that is
 * not there), a sentence for each.
 */
export async function play(room: Rehearsal, { cues }: Script): Promise<readonly string[]> {
  const faults: string[] = [];
  let then = room.now();
  for (const { line, when, act } of cues) {
    if (when.type === 'next') await room.settle();
    else {
      then = when.type === 'at' ? when.time : then + when.ms;
      await room.pass(`${Math.max(0, then - room.now())}ms`);
    }
    then = room.now();
    const fault = perform(room, act);
    if (fault !== null) faults.push(`line ${line}: ${fault}`);
  }
  await room.settle();
  return faults;
}

function perform(room: Rehearsal, act: Act): string | null {
  switch (act.type) {
    case 'join':
      room.join(act.name);
      return null;
    case 'leave':
      room.leave(act.name);
      return null;
    case 'say':
      room.say(act.name, act.text);
      return null;
    case 'rename':
      room.rename(act.name, act.to);
      return null;
    case 'kick':
      room.kick(act.name, act.reason);
      return null;
    case 'stop':
    case 'start':
    case 'restart': {
      const { done, message } = room[act.type](act.bot);
      return done ? null : message;
    }
    case 'end':
      return null;
    default:
      return never(act);
  }
}
