import { rectifyConfusion } from 'unicode-confusables';
import { lengthUpTo } from './text.ts';
import type { Nick, Refusal } from './types.ts';
import { refuse } from './types.ts';

const nickLimit = 32;
const nickForm = /^[\p{L}_[\]{}\\|^`][\p{L}\p{M}\p{N}_\-[\]{}\\|^`]*$/u;
/** Marks that no font shows (Unicode's Default_Ignorable_Code_Point): a name could hide them and look like another. */
const invisible = /\p{Default_Ignorable_Code_Point}/u;
const invisibleAll = new RegExp(invisible, 'gu');
const allowed =
  'A name has 1 to 32 letters and digits of any script or _ - [ ] { } \\ | ^ `, and does not start with a digit or -.';

/** A name as it was typed, checked and brought into one form (Unicode NFC). The characters are those of IRC nicks. */
export function parseNick(typed: string): Nick | Refusal {
  const nick = typed.normalize('NFC');
  if (invisible.test(nick)) return refuse('bad_name', `A name must be visible as a whole. ${allowed}`);
  if (!nickForm.test(nick))
    return refuse('bad_name', `"${nick.slice(0, nickLimit)}" is not a name. ${allowed}`);
  if (lengthUpTo(nick, nickLimit) > nickLimit) {
    return refuse(
      'bad_name',
      `"${nick.slice(0, nickLimit)}…" has more than ${nickLimit} characters. ${allowed}`,
    );
  }
  return nick as Nick;
}

/**
 * What two names share if people could take one for the other: case and look-alikes are ignored (Unicode UTS 39,
 * skeletons). Several keys, because what looks alike depends on the case: I and l, but not i and l; Т and T, but not т and t.
 */
export function nickKeys(name: string): readonly string[] {
  return [...new Set([skeleton(name.toLowerCase()), skeleton(name), skeleton(name.toUpperCase())])];
}

function skeleton(text: string): string {
  return rectifyConfusion(text.replace(invisibleAll, '').normalize('NFKD')).normalize('NFKD').toLowerCase();
}
