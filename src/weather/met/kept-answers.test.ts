import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Kept, KeptAnswers } from './kept-answers.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hobnob-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function kept(address: string): Kept {
  return { address, status: 200, lastModified: null, expires: 2, fetchedAt: 1, body: 'body of ' + address };
}

describe('kept answers', () => {
  test('are there again, each under its own address', async () => {
    const answers = new KeptAnswers(join(folder, 'deep', 'down'));
    await answers.put(kept('https://a/'));
    await answers.put(kept('https://b/'));
    for (const reader of [answers, new KeptAnswers(join(folder, 'deep', 'down'))]) {
      expect(await reader.get('https://a/')).toEqual(kept('https://a/'));
      expect(await reader.get('https://b/')).toEqual(kept('https://b/'));
      expect(await reader.get('https://c/')).toBeNull();
    }
  });

  test('leave nothing half written behind', async () => {
    const answers = new KeptAnswers(folder);
    await Promise.all(['a', 'b', 'c'].map((name) => answers.put(kept(name))));
    expect(readdirSync(folder).every((name) => /^[0-9a-f]{32}\.json$/.test(name))).toBe(true);
  });

  test('are bounded: of more than five hundred files the oldest go', async () => {
    const answers = new KeptAnswers(folder);
    await answers.writeNote('breaker.json', {});
    for (let index = 0; index < 601; index++) await answers.put(kept(String(index)));
    const files = readdirSync(folder).filter((name) => name !== 'breaker.json');
    expect(files).toHaveLength(500);
    expect(await new KeptAnswers(folder).get('600')).not.toBeNull();
    expect(await answers.readNote('breaker.json')).toEqual({});
  });
});
