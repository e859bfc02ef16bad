import { expect, test } from 'vitest';
import { asksWhy } from './asks-why.ts';

test.each([
  'Why did you say that?',
  'why do you say that',
  'Weather_Bot, why did you say that?',
  'why did you say that, Weather_Bot?',
  'But why would you just suggest that?',
  'How come you said it is cold?',
  'What makes you think so?',
])('%s', (text) => {
  expect(asksWhy(text, false)).toBe(true);
});

test.each([
  'Why did Weather_Bot say that?',
  'Weather_Bot, why?',
  '@Weather_Bot: why?',
  'Why, Weather_Bot?',
  'why did weather bot say so',
])('%s, once it is called', (text) => {
  expect(asksWhy(text, true)).toBe(true);
  expect(asksWhy(text, false)).toBe(false);
});

test.each([
  'Why is it raining, Weather_Bot?',
  'Why not?',
  'Why would you play tennis in the rain?',
  'Tell me why it snows, Weather_Bot',
  'You said that, and I know why',
  'Weather_Bot, what is the weather in Oslo?',
  '',
])('%s: something else', (text) => {
  expect(asksWhy(text, text.includes('Weather_Bot'))).toBe(false);
});
