// `npm run build`: builds dist/ in any case, and installs first what that needs.
import { command, prepare } from './setup.mjs';

await command(() => prepare({ rebuild: true }));
