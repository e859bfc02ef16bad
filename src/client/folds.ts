/** Rows that stand for several entries: what they say, and what is shown below them when they are open. */
import { comingsInWords } from './comings.ts';
import type { ComingsRow, FoldedRow, MessageRow, Row } from './rows.ts';

export type Fold = ComingsRow | FoldedRow;

export function isFold(row: Row): row is Fold {
  return row.type === 'comings' || row.type === 'bots' || row.type === 'ignored';
}

/** "Cleo and Dan came in", "3 messages of Art_Bot", "1 message of an ignored person". */
export function foldInWords(row: Fold): string {
  if (row.type === 'comings') return comingsInWords(row.entries);
  const { entries, people } = row;
  const messages = entries.length === 1 ? '1 message' : `${entries.length} messages`;
  if (row.type === 'bots') return `${messages} of ${people.join(', ')}`;
  return `${messages} of ${people.length === 1 ? 'an ignored person' : `${people.length} ignored people`}`;
}

/** The messages of a fold, as they are shown when it is open. */
export function messagesIn({ entries }: FoldedRow): readonly MessageRow[] {
  return entries.map((entry, index) => ({
    type: 'message',
    key: `m${entry.seq}`,
    seq: entry.seq,
    entry,
    first: entries[index - 1]?.nick !== entry.nick,
    quotes: false,
    own: false,
    mentions: false,
  }));
}
