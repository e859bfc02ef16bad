import { Help } from './help.tsx';
import { JoinRoom } from './join-room.tsx';
import { Settings } from './settings.tsx';
import { Switcher } from './switcher.tsx';
import { useView } from './view.ts';

/** What stands over everything until it is closed; one at a time. */
export function Dialogs() {
  const { screen } = useView();
  switch (screen.dialog) {
    case 'help':
      return <Help />;
    case 'settings':
      return <Settings />;
    case 'switcher':
      return <Switcher />;
    case 'join':
      return <JoinRoom />;
    case null:
      return null;
  }
}
