import { useState } from 'preact/hooks';
import { keyOfMuted, namesInWords, unmuting } from '../../client/preferences.ts';
import { Choice } from './choice.tsx';
import { DialogFrame } from './dialog-frame.tsx';
import { NameForm } from './name-form.tsx';
import { BotsChoice } from './people-panel.tsx';
import { useView } from './view.ts';

/** What a person chooses for themselves. */
export function Settings() {
  const { chat, screen, change } = useView();
  const { preferences } = chat.state;
  return (
    <DialogFrame title="Settings">
      <NameForm />
      <Choice
        label="Colours"
        value={screen.theme}
        choices={{ system: 'as the system', light: 'light', dark: 'dark' }}
        onChoose={(theme) => change({ theme })}
      />
      <BotsChoice chosen={preferences.bots} />
      <Choice
        label="Who comes and goes is"
        value={preferences.comings}
        choices={{ show: 'shown', fold: 'folded', hide: 'hidden' }}
        onChoose={(comings) => chat.prefer({ comings })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={preferences.typing}
          onChange={({ currentTarget }) => chat.prefer({ typing: currentTarget.checked })}
        />
        Others see when I am writing
      </label>
      <NotifyCheck />
      {preferences.muted.length > 0 && (
        <div class="muted-list">
          <h3>Not heard</h3>
          {preferences.muted.map((person) => (
            <button
              key={keyOfMuted(person)}
              type="button"
              class="small button plain"
              onClick={() => chat.prefer(unmuting(preferences, person))}
            >
              Hear {namesInWords(person)} again
            </button>
          ))}
        </div>
      )}
      <button
        type="button"
        class="button plain"
        onClick={() => {
          change({ dialog: null });
          chat.leave();
        }}
      >
        Say goodbye
      </button>
    </DialogFrame>
  );
}

/** Asks the browser for the right to notify only when it is ticked. */
function NotifyCheck() {
  const { screen, change } = useView();
  const [refused, setRefused] = useState(false);
  if (!('Notification' in globalThis)) return null;
  const ask = async (wanted: boolean) => {
    const granted = wanted && (await Notification.requestPermission()) === 'granted';
    setRefused(wanted && !granted);
    change({ notify: granted });
  };
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={screen.notify && Notification.permission === 'granted'}
          onChange={({ currentTarget }) => void ask(currentTarget.checked)}
        />
        Tell me when somebody speaks to me while I look elsewhere
      </label>
      {refused && (
        <p class="hint" role="status">
          The browser does not allow it for this page.
        </p>
      )}
    </>
  );
}
