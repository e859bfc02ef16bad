import { rectifyConfusion } from 'unicode-confusables';
import { lengthUpTo } from './text.ts';
import type { Nick, Refusal } from './types.ts';
import { refuse } from './types.ts';

const nickLimit = 32;
const nickForm = /^[\p{L}_[\]{}\\|^`][\p{L}\p{M}\p{N}_\-[\]{}\\|^`]*$/u;
const allowed =
  'A name has 1 to 32 letters and digits of any script or _ - [ ] { } \\ | ^ `, and does not start with a digit or -.';

/** A name as it was typed, checked and brought into one form (Unicode NFC). The characters are those of IRC nicks. */
export function parseNick(typed: string): Nick | Refusal {
  const nick = typed.normalize('NFC');
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
 * skeletons). Two keys, because folding the case first hides that I looks like l, and last that İ is an i.
 */
export function nickKeys(name: string): readonly [string, string] {
  return [skeleton(name.toLowerCase()), skeleton(name)];
}

function skeleton(text: string): string {
  return rectifyConfusion(text.normalize('NFKD')).normalize('NFKD').toLowerCase();
}
