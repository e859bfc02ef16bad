/** Whether what somebody asks or says is so: with a limit or a figure of their own, or by the condition. Pure. */
import { celsiusOf, type Units } from '../weather/units.ts';
import { holds, type Outlook } from './weather-outlook.ts';
import type { Inquiry } from './weather-inquiry.ts';

/** A claimed temperature is right so near to the forecast's, °C. */
const nearEnough = 2;

/** What a sentence asks may be compared with something else: then yes or no would answer another question. */
const compares = /\b(?:than|too|enough|warmer|colder|hotter|cooler|below|above|under|over)\b/iu;
const limit =
  /\b(colder|cooler|below|under|less|lower|warmer|hotter|above|over|more|higher)\s+(?:than\s+)?([-−]?\d{1,3}(?:\.\d)?)/iu;
const downward = /^(?:colder|cooler|below|under|less|lower)$/iu;
const claim = /(?<!\d)([-−]?\d{1,3}(?:\.\d)?)\s?(?:°|degrees?\b|celsius\b|fahrenheit\b)/iu;

/** Yes or no to a question; null where the forecast does not decide it. */
export function verdictOf(
  { condition, sentence, units }: Inquiry,
  outlook: Outlook,
  usual: Units,
): boolean | null {
  if (!condition) return null;
  const isWarmth = ['warm', 'cold', 'temperature'].includes(condition.condition);
  const [, direction = '', number] = (isWarmth ? limit.exec(sentence) : null) ?? [];
  if (number !== undefined) {
    const { coldest, warmest } = outlook;
    const degrees = celsiusOf(Number(number.replace('−', '-')), unitOf(sentence, units, usual));
    if (coldest === null || warmest === null) return null;
    return downward.test(direction) ? coldest < degrees : warmest > degrees;
  }
  return compares.test(sentence) ? null : holds(condition, outlook);
}

export interface Checked {
  readonly right: boolean;
  /** It named a temperature. */
  readonly byTemperature: boolean;
}

/** A statement held against the forecast; null where it names nothing that can be checked. */
export function checkOf(inquiry: Inquiry, outlook: Outlook, usual: Units): Checked | null {
  const { condition, negated, sentence, units } = inquiry;
  if (!condition) return null;
  const [, number] = claim.exec(sentence) ?? [];
  const { coldest, warmest } = outlook;
  if (number === undefined) {
    const so = holds(condition, outlook);
    return so === null ? null : { right: so !== negated, byTemperature: false };
  }
  if (coldest === null || warmest === null) return null;
  const degrees = celsiusOf(Number(number.replace('−', '-')), unitOf(sentence, units, usual));
  const near = degrees >= coldest - nearEnough && degrees <= warmest + nearEnough;
  return { right: near !== negated, byTemperature: true };
}

function unitOf(sentence: string, asked: Partial<Units>, usual: Units): Units['temperature'] {
  return asked.temperature ?? (/celsius|°\s?c\b/iu.test(sentence) ? '°C' : usual.temperature);
}
