/** Commands about who may open the administrator's page. */
import { done, type Row } from './command.ts';
import { pageAt } from './place.ts';

export const pageCommands: readonly Row[] = [
  {
    name: 'link',
    args: '',
    help: "Prints a link to the administrator's page. It works once, within 10 minutes.",
    terminalOnly: true,
    run({ page, place }) {
      const path = `/admin#${page.link()}`;
      const { here, away } = place;
      const local = pageAt(place, here, path);
      if (away === null || away === here) return done(local, 'It works once, within 10 minutes.');
      return done(
        pageAt(place, away, path),
        'It works once, within 10 minutes. On this machine also as',
        local,
      );
    },
  },
  {
    name: 'unlink',
    args: '',
    help: "Makes every link void and closes the administrator's page wherever it is open.",
    terminalOnly: true,
    run({ page }) {
      const closed = page.revoke();
      return done(`All links are void, all sessions are over. Pages closed: ${closed}.`);
    },
  },
];
