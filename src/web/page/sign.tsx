import { useEffect, useState } from 'preact/hooks';
import { shownOf } from '../../client/shown.ts';
import type { RoomState } from '../../client/state.ts';
import { useView } from './view.ts';

/** What is loaded sooner than this needs no sign, ms. */
const slowMs = 300;
/** How long it is told why a message cannot be gone to, ms. */
const problemMs = 6000;

/** Over what is read, wherever that is: what is being loaded, or why one was not led where one wanted to go. */
export function Sign({ room }: { readonly room: RoomState }) {
  const { screen, change } = useView();
  const { problem } = screen;
  const loading = useSlow(loadingIn(room));
  useEffect(() => {
    if (problem === null) return;
    const timer = setTimeout(() => change({ problem: null }), problemMs);
    return () => clearTimeout(timer);
  }, [problem]);
  const text = problem?.text ?? loading;
  const classes = ['sign', text !== '' && 'shown', problem !== null && 'bad'].filter(Boolean);
  return (
    <p class={classes.join(' ')} role="status">
      {text}
    </p>
  );
}

function loadingIn(room: RoomState): string {
  if (room.jumping !== null) return 'Going to the message …';
  return shownOf(room).loading ? 'Loading more messages …' : '';
}

/** The text once it has been the same for a while; what is over sooner is not worth a word. */
function useSlow(text: string): string {
  const [slow, setSlow] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSlow(text), text === '' ? 0 : slowMs);
    return () => clearTimeout(timer);
  }, [text]);
  return text === '' ? '' : slow;
}
