import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import type { AssistantSettings } from '../residents/assistant/settings.ts';
import { Fault, messageOf } from '../util/result.ts';

/** Characters that the model may be told. */
const longestInstructions = 20_000;

/** What the assistant is told; null where there is none. Throws a Fault when its instructions cannot be read. */
export function assistantSettings(config: Config): AssistantSettings | null {
  const { assistantUrl: url, assistantModel: model } = config;
  if (url === null || model === null) return null;
  return {
    name: config.assistantName.normalize('NFC'),
    url,
    model,
    key: config.assistantKey,
    instructions: instructionsIn(config.assistantInstructions),
    answerTokens: config.assistantTokens,
    roomTokens: config.assistantRoomTokens,
    personTokens: config.assistantPersonTokens,
    pastLimit: config.assistantPast,
    patience: config.assistantPatience,
  };
}

function instructionsIn(path: string | null): string {
  if (path === null) return '';
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (thrown) {
    throw new Fault(`The file of --assistant-instructions cannot be read (${messageOf(thrown)}).`);
  }
  if (text.length <= longestInstructions) return text;
  throw new Fault(
    `The file of --assistant-instructions has ${text.length} characters; ${longestInstructions} are allowed.`,
  );
}
