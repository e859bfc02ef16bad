import { mutedAs, muting, unmuting } from '../../client/preferences.ts';
import type { Preferences } from '../../client/preferences.ts';
import type { Kind } from '../../room/types.ts';
import { IconButton } from './icons.tsx';
import { useView } from './view.ts';

interface MuteProperties {
  readonly name: string;
  readonly kind: Kind;
  readonly preferences: Preferences;
}

/** Beside a name: whether they are heard. */
export function MuteButton({ name, kind, preferences }: MuteProperties) {
  const { chat } = useView();
  const person = mutedAs(preferences, name);
  const isQuiet = person !== undefined;
  return (
    <IconButton
      icon={isQuiet ? 'quiet' : 'sound'}
      label={muteWords(name, kind, isQuiet)}
      class={kind === 'person' ? 'ignore' : ''}
      pressed={isQuiet}
      // The list may be long. By keyboard there is the message's menu, and /ignore.
      isAside={kind === 'person'}
      onClick={() => chat.prefer(person ? unmuting(preferences, person) : muting(preferences, name))}
    />
  );
}

export function muteWords(name: string, kind: Kind, isQuiet: boolean): string {
  if (isQuiet) return `Hear ${name} again`;
  return `${kind === 'person' ? 'Ignore' : 'Mute'} ${name}`;
}
