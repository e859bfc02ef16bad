/** Why a bot said something, in words for people. Pure. */
import type { Entry, Message } from './types.ts';

/** The reason of an answer that tells a reason: such an answer is not what is asked about next. */
export const askedWhy = 'it was asked why';
/** Characters of a message that are said back. */
const longestQuote = 60;

export type SaidByBot = Message & Entry;

/** The newest thing that a bot said, any or the one called `name`, in any case. Undefined if none did. */
export function lastOfBot(entries: readonly Entry[], name: string | null): SaidByBot | undefined {
  const wanted = name?.toLowerCase();
  const isMeant = (entry: Entry): entry is SaidByBot =>
    entry.type === 'message' &&
    entry.kind !== 'person' &&
    entry.because !== askedWhy &&
    (wanted === undefined || entry.nick.toLowerCase() === wanted);
  return entries.findLast(isMeant);
}

/**
 * `Art_Bot said “I love it!” to ann’s “Do you paint?”, because it asked about an art.` — `who` is the bot's name, or "I"
 * where it speaks itself; `answered` is the entry that the message answers, null where it is not known.
 */
export function whyInWords(said: Message, answered: Entry | null, who: string): string {
  const to = said.answers === null ? 'unasked' : addressee(answered);
  const reason = said.because === null ? 'and gave no reason' : `because ${said.because}`;
  return `${who} said “${quote(said.text)}” ${to}, ${reason}.`;
}

function addressee(answered: Entry | null): string {
  if (answered === null) return 'to something said before';
  const { nick } = answered;
  return answered.type === 'message' ? `to ${nick}’s “${quote(answered.text)}”` : `to ${nick}, who came in`;
}

function quote(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const letters = Array.from(line);
  return letters.length <= longestQuote
    ? line
    : `${letters
        .slice(0, longestQuote - 1)
        .join('')
        .trimEnd()}…`;
}
