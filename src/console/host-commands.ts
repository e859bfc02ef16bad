/** Commands about what the Host, and whoever runs the server, says. */
import { hostInWords } from '../residents/host-state.ts';
import { type Desk, done, failed, type Outcome, type Row, splitWord } from './command.ts';

const usage = 'host [skip|pause|resume|say]';

export const hostCommands: readonly Row[] = [
  {
    name: 'host',
    args: usage.slice('host '.length),
    help: 'Shows what the Host says next and when; skips that, pauses, goes on, or says it now (say TEXT: the text).',
    complete: (_desk, words) => (words.length === 1 ? [...actions.keys()] : []),
    run(desk, rest) {
      const [action, text] = splitWord(rest);
      if (action === '') return show(desk);
      const act = actions.get(action.toLowerCase());
      return act ? act(desk, text) : failed(`Nothing, or one of these actions is needed: ${usage}`);
    },
  },
  {
    name: 'say',
    args: 'TEXT',
    help: 'Says something to everyone as Host.',
    run: (desk, text) => (text === '' ? failed('A text is needed: say TEXT') : say(desk, text)),
  },
  {
    name: 'notice',
    args: 'TEXT',
    help: 'Shows a line to everyone who is here now. It is not kept.',
    run({ admin }, text) {
      if (text === '') return failed('A text is needed: notice TEXT');
      const shown = admin.announce(text);
      return done(`Shown to ${shown === 1 ? 'one client' : `${shown} clients`}.`);
    },
  },
];

type Action = (desk: Desk, text: string) => Outcome | Promise<Outcome>;

const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['skip', async ({ host }) => done(`Skipped. The next starter is: ${await host.skip()}`)],
  [
    'pause',
    async ({ host }) =>
      (await host.pause())
        ? done('The Host starts no conversations until "host resume".')
        : failed('The Host is paused already.'),
  ],
  [
    'resume',
    async (desk) =>
      (await desk.host.resume())
        ? done(`The Host goes on: ${hostInWords(await desk.host.state(), desk.now())}.`)
        : failed('The Host is not paused.'),
  ],
  ['say', async (desk, text) => say(desk, text === '' ? await desk.host.take() : text)],
]);

async function show({ host, now }: Desk): Promise<Outcome> {
  const state = await host.state();
  const lines = [`The Host: ${hostInWords(state, now())}.`];
  if (state.next !== '') lines.push(`Next starter: ${state.next}`);
  return done(...lines);
}

async function say({ admin }: Desk, text: string): Promise<Outcome> {
  const refusal = await admin.say(text);
  return refusal ? failed(refusal.message) : done(`Host: ${text}`);
}
