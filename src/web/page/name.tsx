import type { Kind } from '../../room/types.ts';
import { hueOf } from '../../client/colour.ts';
import { Icon } from './icons.tsx';

interface Named {
  readonly name: string;
  readonly kind: Kind;
}

/** A name in its colour; what is not a person is told apart in words. */
export function Name({ name, kind }: Named) {
  return (
    <>
      <span class="name" data-hue={hueOf(name)} dir="auto">
        {name}
      </span>
      {kind !== 'person' && <span class="badge">{kind}</span>}
    </>
  );
}

/** The first letter in the colour of the name; a bot's is a sign. */
export function Avatar({ name, kind }: Named) {
  return (
    <span class={`avatar ${kind}`} data-hue={hueOf(name)} aria-hidden="true">
      {kind === 'bot' ? <Icon name="bot" /> : (Array.from(name)[0] ?? '').toUpperCase()}
    </span>
  );
}
