import { runCommand } from './commands.ts';
import { overLimit } from './sender.ts';
import type { Chat } from './state.ts';

/** Carries out what was entered: a command, or something to say. False where it was wrong, which is told in the room. */
export function enterLine(chat: Chat, text: string, answers?: number): boolean {
  const { current, limits } = chat.state;
  if (text.startsWith('/') && !text.startsWith('//')) {
    const answer = runCommand(chat.commands, text, chat, answers);
    if (answer) chat.tell(answer.text, answer.tone);
    return answer?.tone !== 'error';
  }
  const tooLong = overLimit(text, limits.text);
  if (tooLong === null) chat.say(current, text.startsWith('//') ? text.slice(1) : text, answers);
  else chat.tell(tooLong, 'error');
  return tooLong === null;
}

/** Without the empty lines before and after what is said, which on a phone are easily typed and not seen. */
export function withoutBlankEdges(text: string): string {
  const lines = text.split('\n');
  const isFilled = (line: string) => line.trim() !== '';
  return lines.slice(Math.max(0, lines.findIndex(isFilled)), lines.findLastIndex(isFilled) + 1).join('\n');
}
