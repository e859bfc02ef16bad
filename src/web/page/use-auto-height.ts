import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** The field is as high as what is written in it; the style sheet says how high at the most. */
export function useAutoHeight(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
}
