import type { AssistantSettings } from '../../src/residents/assistant/settings.ts';

/** That of `assistantSettings`, which nobody else may see. */
export const modelKey = 'sk-secret-3141';

/** An assistant without limits, at an endpoint of this machine. */
export function assistantSettings(changes: Partial<AssistantSettings> = {}): AssistantSettings {
  return {
    name: 'Assistant',
    url: 'http://127.0.0.1:8080/v1',
    model: 'tiny',
    key: modelKey,
    instructions: '',
    answerTokens: 800,
    roomTokens: null,
    personTokens: null,
    pastLimit: 6000,
    patience: { whole: 120, silence: 30 },
    ...changes,
  };
}
