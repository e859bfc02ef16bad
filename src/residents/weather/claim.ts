/** Whether what somebody asks or says is so: with a limit or a figure of their own, or by the condition. Pure. */
import { celsiusOf, type Units } from '../../weather/units.ts';
import type { Inquiry } from './inquiry.ts';
import { holds, isNice, type Outlook } from './outlook.ts';

/** A claimed temperature is right so near to the forecast's, °C. */
const nearEnough = 2;

/** What a sentence asks may be compared with something else: then yes or no would answer another question. */
const compares =
  /\b(?:than|too(?=\s+\p{L})|enough|warmer|colder|hotter|cooler|below|above|under|over(?!\s+the))\b/iu;
const limit =
  /\b(colder|cooler|below|under|less|lower|warmer|hotter|above|over|more|higher)\s+(?:than\s+)?([-−]?\d{1,3}(?:\.\d)?|zero\b|freezing\b)/iu;
const span = /\bbetween\s+([-−]?\d{1,3})\s+(?:and|to)\s+([-−]?\d{1,3})\b/iu;
const fine = /\b(?:nice|nicer|good|lovely|beautiful|pleasant|fine|great|perfect|gorgeous|ok|okay)\b/iu;
const foul = /\b(?:bad|awful|terrible|miserable|horrible|dreary|ugly|dreadful)\b/iu;
const downward = /^(?:colder|cooler|below|under|less|lower)$/iu;
const claim = /(?<!\d)([-−]?\d{1,3}(?:\.\d)?)\s?(?:°|degrees?\b|celsius\b|fahrenheit\b)/iu;

/** Yes or no to a question; null where the forecast does not decide it. */
export function verdictOf(
  { condition, sentence, units }: Inquiry,
  outlook: Outlook,
  usual: Units,
): boolean | null {
  if (!condition) return niceness(sentence, outlook);
  const isWarmth = ['warm', 'cold', 'temperature'].includes(condition.condition);
  const [, direction = '', number] = (isWarmth ? limit.exec(sentence) : null) ?? [];
  if (number !== undefined) {
    const { coldest, warmest } = outlook;
    const degrees = /^\p{L}/u.test(number)
      ? freezingPoint(number, sentence, units, usual)
      : degreesOf(number, sentence, units, usual);
    if (coldest === null || warmest === null) return null;
    return downward.test(direction) ? coldest < degrees : warmest > degrees;
  }
  const [, low, high] = (isWarmth ? span.exec(sentence) : null) ?? [];
  if (low !== undefined && high !== undefined && outlook.coldest !== null && outlook.warmest !== null) {
    const [from, to] = [low, high].map((edge) => degreesOf(edge, sentence, units, usual));
    return Math.round(outlook.coldest) <= (to ?? 0) && Math.round(outlook.warmest) >= (from ?? 0);
  }
  return compares.test(sentence) ? null : holds(condition, outlook);
}

/** "Is it nice": a word of praise or blame where no condition is named. */
function niceness(sentence: string, outlook: Outlook): boolean | null {
  const nice = isNice(outlook);
  if (nice === null || /\btoo\b|\benough\b/iu.test(sentence)) return null;
  if (foul.test(sentence)) return !nice;
  return fine.test(sentence) ? nice : null;
}

/** "Zero" is of the unit, "freezing" is of the water. */
function freezingPoint(word: string, sentence: string, asked: Partial<Units>, usual: Units): number {
  return /zero/iu.test(word) ? degreesOf('0', sentence, asked, usual) : 0;
}

/** °C */
function degreesOf(number: string, sentence: string, asked: Partial<Units>, usual: Units): number {
  return celsiusOf(Number(number.replace('−', '-')), unitOf(sentence, asked, usual));
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
  const degrees = degreesOf(number, sentence, units, usual);
  const near = degrees >= coldest - nearEnough && degrees <= warmest + nearEnough;
  return { right: near !== negated, byTemperature: true };
}

function unitOf(sentence: string, asked: Partial<Units>, usual: Units): Units['temperature'] {
  return asked.temperature ?? (/celsius|°\s?c\b/iu.test(sentence) ? '°C' : usual.temperature);
}
