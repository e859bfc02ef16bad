import { hueOf } from '../../client/colour.ts';
import type { Unsent } from '../../client/state.ts';
import type { NameOf } from '../../client/markup.ts';
import { Avatar } from './name.tsx';
import { useView } from './view.ts';
import { Words } from './words.tsx';

interface UnsentProperties {
  readonly unsent: Unsent;
  readonly nameOf: NameOf;
  readonly self: string;
}

/** Something said that is not stored yet. */
export function UnsentView({ unsent, nameOf, self }: UnsentProperties) {
  const { chat } = useView();
  const { id, state, text, action, to, room } = unsent;
  return (
    <div class={`message first own unsent ${state}`}>
      <Avatar name={self} kind="person" />
      <div class="body">
        <div class="head">
          <span class="name" data-hue={hueOf(self)}>
            {action && '* '}
            {room === null && to !== null ? `To ${to}` : self}
          </span>{' '}
          <span class="state" role={state === 'failed' ? 'alert' : undefined}>
            {inWords(unsent, chat.state.status.type === 'stopped')}
          </span>
        </div>
        <Words text={text} nameOf={nameOf} self={self} own />
        {state === 'failed' && (
          <div class="choices">
            <button type="button" class="small button" onClick={() => chat.retry(id)}>
              Try again
            </button>
            <button type="button" class="small button plain" onClick={() => chat.discard(id)}>
              Delete
            </button>
          </div>
        )}
      </div>
    </div>
  );
}

function inWords({ state, reason }: Unsent, isStopped: boolean): string {
  if (state === 'failed') return `not sent: ${reason ?? 'it failed'}`;
  return isStopped ? 'not sent yet' : 'sending …';
}
