import { DialogFrame } from './dialog-frame.tsx';

const shortcuts: readonly (readonly [keys: string, what: string])[] = [
  ['Enter', 'send; Shift + Enter begins a line'],
  ['Tab', 'complete a name, a command, a room or an emoji'],
  ['↑ ↓', 'what you wrote before'],
  ['Page Up / Down', 'scroll, from where you write'],
  ['Shift + Tab, ↑ ↓', 'from message to message; Enter: what can be done with it'],
  ['Alt + ↑ ↓', 'the room above or below'],
  ['Alt + A', 'the next room with something new'],
  ['Ctrl + K', 'go to a room or a person'],
  ['Ctrl + Shift + F', 'search'],
  ['Alt + U', 'who is here'],
  ['Escape', 'close what is open; then to the end'],
  ['?', 'this list'],
];

const spellings: readonly (readonly [typed: string, what: string])[] = [
  ['*word* or _word_', 'emphasis'],
  ['**word**', 'strong'],
  ['`code`', 'code; three ` around several lines'],
  [':smile:', 'emoji'],
  ['@Name', 'speaks to somebody'],
  ['/help', 'the commands; // says a line that begins with /'],
];

export function Help() {
  return (
    <DialogFrame title="Help">
      <h3>Keys</h3>
      <dl class="keys">
        {shortcuts.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <h3>Writing</h3>
      <dl class="keys">
        {spellings.map(([typed, what]) => (
          <div key={typed}>
            <dt>
              <code>{typed}</code>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </DialogFrame>
  );
}
