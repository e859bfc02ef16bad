import { describe, expect, test } from 'vitest';
import { storeOf } from '../../bots/mind/records.ts';
import { BotShelf } from '../../bots/store.ts';
import { memoryStore } from '../../log/memory.ts';
import { type Kept, KeptAnswers } from './kept-answers.ts';

const base = 'https://met.invalid/compact';
const address = (place: number) => `${base}?lat=${place}&lon=10.75`;
const step = { time: 1, temperature: 4.5, cloud: null, humidity: null, wind: 3, windFrom: 225, next: null };

function kept(place: number, fetchedAt = 1): Kept {
  const next = { hours: 6, symbol: 'cloudy', precipitation: 0.1 };
  const forecast = { issuedAt: 1, steps: [step, { ...step, time: 2, next }] };
  return { address: address(place), lastModified: 'then', expires: 2, fetchedAt, forecast };
}

function bench() {
  const { shelf } = memoryStore();
  const store = storeOf(new BotShelf(shelf, 'Weather_Bot').during(new AbortController().signal));
  const keys = async () => (await store.entries()).map(([key]) => key);
  return { store, keys };
}

describe('kept answers', () => {
  test('are there again, each under its own address', async () => {
    const { store } = bench();
    const answers = new KeptAnswers(store);
    await answers.put(kept(1));
    await answers.put({ ...kept(2), forecast: null });
    for (const reader of [answers, new KeptAnswers(store)]) {
      expect(await reader.get(address(1))).toEqual(kept(1));
      expect(await reader.get(address(2))).toEqual({ ...kept(2), forecast: null });
      expect(await reader.get(address(3))).toBeNull();
    }
  });

  test('of another service are none', async () => {
    const { store, keys } = bench();
    await new KeptAnswers(store).put(kept(1));
    const other = address(1).replace('met.invalid', 'other.invalid');
    expect(await new KeptAnswers(store).get(other)).toBeNull();
    await new KeptAnswers(store).put({ ...kept(1), address: other });
    expect(await keys()).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['an age', { fetchedAt: '1' }],
    ['an end', { expires: null }],
    ['words of MET', { lastModified: 7 }],
    ['a forecast', { forecast: 'sunny' }],
    ['steps', { forecast: { issuedAt: 1, steps: [] } }],
    ['a time', { forecast: { issuedAt: 1, steps: [{ ...step, time: 'now' }] } }],
    ['figures', { forecast: { issuedAt: 1, steps: [{ ...step, cloud: '92' }] } }],
    ['what comes next', { forecast: { issuedAt: 1, steps: [{ ...step, next: { hours: 1 } }] } }],
  ])('without %s are none', async (_, damage) => {
    const { store, keys } = bench();
    await new KeptAnswers(store).put(kept(1));
    const [key = ''] = await keys();
    await store.put(key, { ...kept(1), ...damage });
    expect(await new KeptAnswers(store).get(address(1))).toBeNull();
  });

  test('are bounded: of more than two hundred the oldest go, and what is not ours stays', async () => {
    const { store, keys } = bench();
    await store.put('pause', {});
    await store.put('forecast of long ago', 'damaged');
    const answers = new KeptAnswers(store);
    for (let place = 0; place < 150; place++) await answers.put(kept(place, place));
    await answers.put(kept(0, 150));
    const next = new KeptAnswers(store);
    for (let place = 150; place < 205; place++) await next.put(kept(place, place + 1));
    expect(await keys()).toHaveLength(201);
    expect(await keys()).toContain('pause');
    const reader = new KeptAnswers(store);
    const gone = [1, 2, 3, 4, 5];
    for (const place of gone) expect(await reader.get(address(place))).toBeNull();
    for (const place of [0, 6, 204]) expect(await reader.get(address(place))).not.toBeNull();
  });

  test('that find no room are put in the place of the oldest', async () => {
    const { shelf } = memoryStore();
    const size = JSON.stringify(kept(1)).length + 100;
    const store = storeOf(new BotShelf(shelf, 'Weather_Bot', 3 * size).during(new AbortController().signal));
    await store.put('pause', {});
    const answers = new KeptAnswers(store);
    for (let place = 1; place <= 6; place++) await answers.put(kept(place, place));
    const reader = new KeptAnswers(store);
    for (const place of [1, 2, 3]) expect(await reader.get(address(place))).toBeNull();
    for (const place of [5, 6]) expect(await reader.get(address(place))).toEqual(kept(place, place));
    expect(await store.get('pause')).toEqual({});
  });

  test('stay where the store fails for another reason than room, and the next one goes on', async () => {
    const { store, keys } = bench();
    const state = { fails: false };
    const put: typeof store.put = async (key, value) => {
      if (state.fails) throw new Error('the disk is full');
      await store.put(key, value);
    };
    const answers = new KeptAnswers({ ...store, put });
    for (let place = 1; place <= 200; place++) await answers.put(kept(place, place));
    state.fails = true;
    for (const place of [1, 300]) {
      await expect(answers.put(kept(place, 300))).rejects.toThrow('the disk is full');
    }
    expect(await keys()).toHaveLength(200);
    const reader = new KeptAnswers(store);
    expect(await reader.get(address(1))).toEqual(kept(1, 1));
    state.fails = false;
    // The one that was to be replaced is still the oldest, and goes first.
    await answers.put(kept(301, 301));
    expect(await keys()).toHaveLength(200);
    expect(await new KeptAnswers(store).get(address(1))).toBeNull();
    expect(await new KeptAnswers(store).get(address(2))).not.toBeNull();
  });

  test('are known for a while where the store takes and gives nothing', async () => {
    const { store } = bench();
    const broken = () => Promise.reject(new Error('broken'));
    const answers = new KeptAnswers({ ...store, get: broken, put: broken, entries: broken });
    await expect(answers.put(kept(1))).rejects.toThrow('broken');
    expect(await answers.get(address(1))).toEqual(kept(1));
    expect(await answers.get(address(2))).toBeNull();
  });

  test('a forecast of MET’s length takes a quarter of what a value may have', () => {
    const symbol = 'lightssnowshowersandthunder_polartwilight';
    const full = {
      time: 1774785600000,
      temperature: -12.5,
      cloud: 100,
      humidity: 100,
      wind: 12.5,
      windFrom: 225.5,
    };
    const next = { hours: 12, symbol, precipitation: 12.5 };
    const steps = Array.from({ length: 89 }, () => ({ ...full, next }));
    expect(JSON.stringify({ ...kept(1), forecast: { issuedAt: 1, steps } }).length).toBeLessThan(65_536 / 3);
  });
});
