/** What a bot is writing, as one sees it at the page. */
import { expect, test } from 'vitest';
import { eventually } from '../kits/eventually.ts';
import { dataFolder, serve } from '../kits/stage.ts';
import { modelStandIn } from '../model-stand-in.ts';
import { violations } from './axe.ts';
import { useBrowser } from './browser.ts';
import { Visitor } from './visitor.ts';

const { open } = useBrowser();

test('an answer grows where it will stand, unheard, and is a message when it is whole', async () => {
  const model = await modelStandIn();
  const words = ['--bots', 'Assistant', '--assistant-url', model.url, '--assistant-model', 'tiny'];
  const server = await serve(words, dataFolder());
  const { page } = await open();
  const ann = await Visitor.enter(page, server.port, 'Ann');
  await ann.say('Assistant, tell me about the fjord.');
  const asked = await model.next();
  const draft = ann.log.locator('.draft .words');
  // That it was heard is seen before there is a word.
  await draft.waitFor();
  asked.say('It is long,\n\nand it is deep');
  await draft.filter({ hasText: 'deep' }).waitFor();
  expect(await ann.log.locator('.draft').getAttribute('inert')).not.toBe(null);
  expect(await violations(page)).toEqual([]);
  const before = await draft.boundingBox();
  asked.say(' …');
  asked.say(' and cold.');
  await draft.filter({ hasText: 'cold.' }).waitFor();
  const last = await draft.boundingBox();
  asked.finish();
  const said = ann.log.locator('.row .words').filter({ hasText: 'and it is deep … and cold.' });
  await said.waitFor();
  await eventually(async () => expect(await draft.count()).toBe(0));
  const after = await said.boundingBox();
  // Nothing moved while it grew within its last line, and nothing when it was said.
  expect([last, after]).toEqual([before, before]);
});
