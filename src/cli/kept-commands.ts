import { commandsWith, quitting } from '../client/commands.ts';
import type { Command } from '../client/state.ts';
import { type Stage, viewCommands } from '../terminal/screen/view-commands.ts';

/** Nothing is carried out here: only the names are wanted. */
const noStage: Stage = {
  quit: () => undefined,
  goTo: () => false,
  toggleNicks: () => undefined,
  ring: () => undefined,
};

/** The commands that people's clients carry out themselves, whatever bots offer, each with the clients that do. */
export function keptCommands(): ReadonlyMap<string, string> {
  const everywhere = [...commandsWith([]).flatMap(namesOf), ...namesOf(quitting)];
  return new Map([
    ...viewCommands(noStage)
      .flatMap(namesOf)
      .map((name) => [name, 'the terminal'] as const),
    ...everywhere.map((name) => [name, 'page and terminal'] as const),
  ]);
}

function namesOf({ name, aliases = [] }: Pick<Command, 'name' | 'aliases'>): readonly string[] {
  return [name, ...aliases];
}
