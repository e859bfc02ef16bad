import { lastOfBot, whyInWords } from '../room/why.ts';
import { info, wrong } from './answer.ts';
import type { Answer, Chat, Command } from './state.ts';

export const whyCommand: Command = {
  name: 'why',
  args: '[NAME]',
  help: 'tells why a bot said what it said last, to you alone',
  completes: 'names',
  run: tellWhy,
};

/** From what is loaded of this room. */
function tellWhy(rest: string, { state }: Chat): Answer {
  const name = rest.replace(/^@/, '');
  const timeline = state.rooms.get(state.current)?.timeline;
  const entries = timeline?.items.flatMap((item) => (item.type === 'local' ? [] : [item])) ?? [];
  const said = lastOfBot(entries, name === '' ? null : name);
  if (!said) {
    return wrong(name === '' ? 'No bot has said anything here.' : `No bot ${name} has said anything here.`);
  }
  const answered = said.answers === null ? null : (timeline?.find(said.answers) ?? null);
  return info(whyInWords(said, answered, said.nick));
}
