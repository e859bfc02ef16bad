import type { ComponentChildren } from 'preact';

/** Our own signs, drawn in the colour of the text around them. They say nothing to a screen reader: buttons have labels. */
const shapes = {
  menu: <path d="M4 7h16M4 12h16M4 17h10" />,
  people: (
    <>
      <circle cx="9" cy="8.5" r="3.5" />
      <path d="M2.5 19.5c.8-3.6 3.3-5.5 6.5-5.5s5.7 1.9 6.5 5.5M16 5.3a3.5 3.5 0 0 1 0 6.4M18.5 14.5c1.6.8 2.6 2.5 3 5" />
    </>
  ),
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m16 16 4.5 4.5" />
    </>
  ),
  send: <path d="M4.5 12h14M12.5 5.5 19 12l-6.5 6.5" />,
  smile: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M8.5 14c.8 1.5 2 2.2 3.5 2.2s2.7-.7 3.5-2.2M9 9.5v.5M15 9.5v.5" />
    </>
  ),
  close: <path d="m6 6 12 12M18 6 6 18" />,
  reply: <path d="m9.5 6-5 5 5 5M5 11h8.5c3.5 0 6 2.5 6 7" />,
  plus: <path d="M12 5v14M5 12h14" />,
  gear: (
    <>
      <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
      <circle cx="15" cy="7" r="2.2" />
      <circle cx="9" cy="17" r="2.2" />
    </>
  ),
  down: <path d="M12 5v13M6 12.5l6 6 6-6" />,
  up: <path d="M12 19V6M6 11.5l6-6 6 6" />,
  right: <path d="m9.5 6 6 6-6 6" />,
  more: <path d="M6 12h.01M12 12h.01M18 12h.01" stroke-width="2.8" />,
  bot: (
    <>
      <rect x="5" y="8.5" width="14" height="10" rx="3" />
      <path d="M12 5v3.5M9.5 13v.8M14.5 13v.8M2.5 13v2M21.5 13v2" />
    </>
  ),
  leave: <path d="M14 4.5H7a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h7M10.5 12H20M16.5 8.5 20 12l-3.5 3.5" />,
  pencil: <path d="m5 19 1-4L16.5 4.5l3 3L9 18z" />,
  help: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M9.7 9.7a2.4 2.4 0 1 1 3.4 2.1c-.8.4-1.1.9-1.1 1.7M12 16.3v.1" />
    </>
  ),
  copy: <path d="M9 9h10v11H9zM15 9V4.5H5V15h4" />,
  talk: (
    <path d="M5 5.5h14a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-7L7.5 20v-3.5H5A1.5 1.5 0 0 1 3.5 15V7A1.5 1.5 0 0 1 5 5.5z" />
  ),
  quiet: <path d="M5 10v4h3l4 3.5v-11L8 10zM16 10l4 4M20 10l-4 4" />,
  sound: <path d="M5 10v4h3l4 3.5v-11L8 10zM15.5 9.5c1.2 1.5 1.2 3.5 0 5M18 7.5c2.3 2.7 2.3 6.3 0 9" />,
} as const satisfies Record<string, ComponentChildren>;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}

interface IconButton {
  readonly icon: IconName;
  /** What it does, in words. */
  readonly label: string;
  readonly onClick: () => void;
  readonly class?: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  /** Not reached by the Tab key: there is another way. */
  readonly isAside?: boolean;
  readonly disabled?: boolean;
}

export function IconButton({
  icon,
  label,
  onClick,
  class: extra = '',
  pressed,
  expanded,
  isAside,
  disabled,
}: IconButton) {
  return (
    <button
      type="button"
      class={`icon-button ${extra}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      tabIndex={isAside ? -1 : undefined}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
