import { useEffect } from 'preact/hooks';

/** Lower than the page by so much, px, and there is a keyboard on the screen. */
const keyboard = 100;

/** Where a keyboard on the screen covers the page instead of making it smaller (iOS), the page makes itself smaller. */
export function useViewport(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    const fit = () => {
      const { style } = document.documentElement;
      const isCovered = viewport.scale === 1 && window.innerHeight - viewport.height > keyboard;
      if (isCovered) {
        style.setProperty('--height', `${viewport.height}px`);
        window.scrollTo(0, 0);
      } else style.removeProperty('--height');
    };
    viewport.addEventListener('resize', fit);
    return () => viewport.removeEventListener('resize', fit);
  }, []);
}
