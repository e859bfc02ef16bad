import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { keep, kept } from './keep.ts';
import { useView } from './view.ts';

/** What is being written in a room, kept for each room. What comes back is put where nothing else is written. */
export function useDraft(room: string): readonly [text: string, setText: (text: string) => void] {
  const { chat } = useView();
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>(readDrafts);
  // Before the next frame: what was entered may be the last word, with which all of this is gone.
  useLayoutEffect(() => keep('drafts', drafts), [drafts]);
  useEffect(() => chat.onReturn((line) => setDrafts((all) => ({ [line.room]: line.text, ...all }))), [chat]);
  const setText = (text: string) => {
    setDrafts((all) => {
      const others = Object.entries(all).filter(([name]) => name !== room);
      return Object.fromEntries(text === '' ? others : [...others, [room, text]]);
    });
  };
  return [drafts[room] ?? '', setText];
}

function readDrafts(): Readonly<Record<string, string>> {
  const value = kept('drafts');
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
