import type { RoomState } from '../../client/state.ts';
import { useView } from './view.ts';

/** Who is writing. */
export function Typing({ room }: { readonly room: RoomState }) {
  const { chat } = useView();
  const names = [...room.typing.keys()].filter((name) => name !== chat.state.name);
  return (
    <div class="typing">
      {names.length > 0 && (
        <>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {inWords(names)}
        </>
      )}
    </div>
  );
}

function inWords(names: readonly string[]): string {
  if (names.length > 3) return 'Several people are writing';
  const last = names.at(-1) ?? '';
  if (names.length === 1) return `${last} is writing`;
  return `${names.slice(0, -1).join(', ')} and ${last} are writing`;
}
