/** The page: one room after the other, from entering a name to the last word. Speaks to the server through `src/client` only. */
import { render } from 'preact';

const root = document.getElementById('app');
if (root) render(<p>hobnob</p>, root);
