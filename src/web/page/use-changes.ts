import { useEffect, useState } from 'preact/hooks';
import type { Chat } from '../../client/state.ts';

/** Draws again after changes of what the chat knows: once a frame, however many there were. */
export function useChanges(chat: Chat): void {
  const [, setVersion] = useState(chat.state.version);
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      frame = 0;
      setVersion(chat.state.version);
    };
    const stop = chat.onChange(() => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [chat]);
}

/** Whether a media query holds, as it changes. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const update = () => setHolds(media.matches);
    media.addEventListener('change', update);
    return () => media.removeEventListener('change', update);
  }, [query]);
  return holds;
}

/** Whether somebody looks at this page: it is in view, and the keyboard speaks to it. */
export function useLooking(): boolean {
  const [isLooking, setLooking] = useState(isLookedAt);
  useEffect(() => {
    const update = () => setLooking(isLookedAt());
    document.addEventListener('visibilitychange', update);
    window.addEventListener('focus', update);
    window.addEventListener('blur', update);
    return () => {
      document.removeEventListener('visibilitychange', update);
      window.removeEventListener('focus', update);
      window.removeEventListener('blur', update);
    };
  }, []);
  return isLooking;
}

function isLookedAt(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
