import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from './icons.tsx';
import { useView } from './view.ts';

interface FrameProperties {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** The browser's own dialog: it keeps the focus, and Escape closes it. */
export function DialogFrame({ title, children }: FrameProperties) {
  const { change } = useView();
  const dialog = useRef<HTMLDialogElement>(null);
  // Before anything more is typed: the next letter is for the dialog already.
  useLayoutEffect(() => {
    dialog.current?.showModal();
  }, []);
  const close = () => change({ dialog: null });
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={close}
      onClick={({ target }) => {
        if (target === dialog.current) close();
      }}
    >
      <div class="dialog">
        <header>
          <h2>{title}</h2>
          <IconButton icon="close" label="Close" onClick={close} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
