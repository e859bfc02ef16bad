import type { Repertoire, Variants } from '../small-talk.ts';

const askBack: Variants = [
  'Gladly, {name} — but where? Name a city and I will look.',
  'That depends on the place! Which city do you mean?',
  'There is a lot of weather in the world. Which city’s would you like?',
  'Tell me a city I can find on the map, {name}, and I will tell you its weather.',
  'Which city? “How is the weather in Oslo?” is the sort of thing I am best at.',
];

const opinion: Variants = [
  'I think of it as I think of drizzle: it has its place.',
  'Fair, with a few bright spells.',
  'I like it moderately, with a rising tendency.',
  'My outlook on that is sunny, {name}.',
  'Changeable. Ask me again when the wind has turned.',
];

const doubts: Variants = [
  'I doubt it, {name}. There is a front of hesitation moving in.',
  'The chances are below thirty per cent, I would say.',
  'I am not convinced. Somebody has to keep an eye on the sky.',
  'Hm, that looks unsettled to me.',
  'Perhaps not. I feel a certain low pressure at the thought.',
];

/** Everything that needs no forecast. */
export const weatherSmallTalk: Repertoire = {
  newcomer: [
    'Hello {name}! Ask me about the weather anywhere.',
    'A good day to you, {name}, whatever the sky is doing.',
    'Welcome, {name}! Leave your umbrella by the door.',
    'Good to see you, {name}. The barometer is rising already.',
    'Hi {name}! In here it is dry and pleasantly warm.',
  ],
  greeting: [
    'Hello {name}! Fair winds to you.',
    'Hi {name}! How is the sky where you are?',
    'Good day, {name}, and I say that with some authority.',
    'Greetings from under the clouds, {name}.',
    'Hello! Lovely to hear from you, come rain or shine.',
  ],
  thanks: [
    'You are welcome, {name}! May your picnics stay dry.',
    'Any time, in any weather.',
    'A pleasure. Thank the meteorologists as well.',
    'Glad to help, {name}. Take a scarf if in doubt.',
    'It was a breeze.',
  ],
  sky: askBack,
  temperature: askBack,
  weatherAtLarge: askBack,
  weatherOpinion: askBack,
  weatherRemark: [
    'Is it, {name}? Tell me where, and I will check.',
    'Name the city and I will hold it against the forecast.',
    'Could be, could be. Which place are you speaking of?',
    'I would love to look that up. Where is that?',
    'A weather report from the field! From which city, {name}?',
  ],
  sportOpinion: opinion,
  artOpinion: opinion,
  opinion,
  sportSuggestion: doubts,
  artSuggestion: doubts,
  suggestion: doubts,
  question: [
    'My instruments are silent on that one, {name}.',
    'I only know what falls from the sky, I am afraid.',
    'That is foggy to me. Ask me about the weather in a city instead?',
    'No idea. My head is in the clouds, professionally.',
    'I cannot forecast that.',
  ],
  statement: [
    'I see, {name}. And outside, meanwhile, the clouds move on.',
    'That clears things up a little.',
    'I shall make a note of it beside the rain gauge.',
    'Well, that is a fresh breeze of news.',
    'So that is which way the wind blows!',
  ],
  jumble: [
    'That came down like a cloudburst. One sentence at a time, please!',
    'One drop at a time, please, {name}.',
    'Too many fronts at once. Could I have one sentence at a time?',
    'I lost sight of it in all the mist. One at a time, please?',
    'Scattered sentences everywhere! One after another, please.',
  ],
};

/** `{figures}` for `{place}` at `{time}` on its clocks. */
export const nowPhrases: Variants = [
  '{place} at {time} local time: {figures}.',
  'It is {time} in {place}, and there I see {figures}.',
  'Right now in {place} ({time} local time): {figures}.',
  'I looked at {place}, where the clocks say {time}: {figures}.',
  'For {place} at {time} local time I have {figures}.',
];

/** `{figures}` for `{place}` over the time that was named, `{when}`: "tomorrow", "on Friday 27 November", "at 15:00 today". */
export const laterPhrases: Variants = [
  '{place}, {when}: {figures}.',
  '{When} in {place}: {figures}.',
  'For {place} {when} I see {figures}.',
  'Looking ahead for {place}, {when}: {figures}.',
  'What I see coming for {place} {when}: {figures}.',
];

/** Several places held against each other: `{winner}` is `{word}` with `{figure}`, `{others}` follow. */
export const comparedPhrases: Variants = [
  '{Winner} is {word} {when}: {figure}, against {others}.',
  'It is {word} in {winner} {when}, with {figure} against {others}.',
  '{Winner} comes out {word} {when}: {figure}, against {others}.',
  'The {word} of them {when} is {winner}, with {figure} against {others}.',
  '{When}, {winner} is {word}: {figure}, against {others}.',
];
export const samePhrases: Variants = [
  'There is nothing in it {when}: {places}.',
  'They are level {when}: {places}.',
  'No difference worth a name {when}: {places}.',
  'It is a draw {when}: {places}.',
  'One is as the other {when}: {places}.',
];

/** One place at two times: it has `{figure}` `{when}`, and `{otherFigure}` `{otherWhen}`. */
export const timesPhrases: Variants = [
  'In {place} I see {figure} {when}, against {otherFigure} {otherWhen}.',
  '{place} has {figure} {when}, and {otherFigure} {otherWhen}.',
  'For {place}: {figure} {when}, against {otherFigure} {otherWhen}.',
  '{When} {place} has {figure}, against {otherFigure} {otherWhen}.',
  'By the forecast for {place} it is {figure} {when}, and {otherFigure} {otherWhen}.',
];

/** When it begins, `{moment}`: "at 15:00 tomorrow", "right now". */
export const firstPhrases: Variants = [
  'In {place} that begins {moment}: {figure}.',
  '{place} has it first {moment}: {figure}.',
  '{Moment} in {place}, by the forecast: {figure}.',
  'The first I see of it in {place} is {moment}, with {figure}.',
  'Look out {moment} in {place}: {figure}.',
];
/** When it ends. */
export const lastPhrases: Variants = [
  'In {place} that is over {moment}: {figure}.',
  '{place} is rid of it {moment}: {figure}.',
  '{Moment} in {place}, by the forecast: {figure}.',
  'The first hour without it in {place} is {moment}, with {figure}.',
  'It lets up {moment} in {place}: {figure}.',
];
export const neverPhrases: Variants = [
  'I see nothing of the kind for {place} up to {end}.',
  'Not up to {end}, as far as the forecast for {place} goes.',
  'For {place} I have looked as far as {end} and found no such hour.',
  'No sign of that in {place} before {end}, {name}.',
  'The forecast for {place} goes to {end}, and that is not in it.',
];

/** Before an answer, where yes or no was asked. */
export const yesPhrases: Variants = [
  'Yes.',
  'Yes indeed!',
  'Yes, so I read it.',
  'Yes, {name}.',
  'Yes, by the figures.',
];
export const noPhrases: Variants = [
  'No.',
  'No, not really.',
  'No, {name}.',
  'No, I am afraid not.',
  'No, not by the figures.',
];

/** After an answer, where an opinion was wanted. */
export const likedPhrases: Variants = [
  'I like it very much!',
  'That is weather just as I like it.',
  'Glorious! I like it so well that I wish I had legs for a walk in it.',
  'I like it. Full marks from me.',
  'What is there not to like? Ten out of ten.',
];
export const dislikedPhrases: Variants = [
  'I do not like it, I am afraid.',
  'I do not much like it: over 15 °C under an open sky is what I am fond of.',
  'I have liked other days better, to be honest.',
  'I do not like it, but somebody’s garden might.',
  'Not what I like, I must say.',
];

/** A fact somebody told, held against the forecast: `{figure}` is what it says. */
export const agreedPhrases: Variants = [
  'Quite right, {name}! {place}, {when}: {figure}.',
  'That agrees with what I see for {place} {when}: {figure}.',
  'You are right, {name}: {figure} in {place} {when}.',
  'True! The figure for {place} {when} is {figure}.',
  'So I see it as well, {name}. {place} {when}: {figure}.',
];
export const correctedPhrases: Variants = [
  'Not quite, {name}: {place} {when} has {figure}.',
  'I beg to differ, {name}. For {place} {when} I see {figure}.',
  'My figures say otherwise: {figure} in {place} {when}.',
  'Are you sure, {name}? The forecast for {place} {when} says {figure}.',
  'That is not what I see: {place}, {when}: {figure}.',
];

export const unknownPlacePhrases: Variants = [
  'I cannot find {wanted} on my map, {name}. Could you name a city nearby?',
  '{wanted}? My table of places has no such city.',
  'I looked high and low for {wanted} and did not find it. Is there a bigger town near it?',
  'There is no {wanted} among the places I know. How is it spelt on maps?',
  'I am sorry, {name}, but I do not know a city called {wanted}.',
];

/** Where there is no forecast, `{message}` says why. */
export const troublePhrases: Variants = [
  'I am sorry, {name}. {message}',
  'No forecast for {place} from me just now. {message}',
  'I would tell you if I could, {name}. {message}',
  'I have nothing for {place}, and I will not guess. {message}',
  'My window to the sky is shut. {message}',
];

export const pastPhrases: Variants = [
  'That is behind us, {name}. I only look ahead.',
  'What has blown over has blown over: I know forecasts, not the past.',
  'I keep no diary, {name}; I only see what is coming for {place}.',
  'Weather that is over has left no trace with me, {name}. Ask me about tomorrow’s!',
  'I am a forecaster, not a historian. Try me with {place} today.',
];

export const beyondPhrases: Variants = [
  'That is further than anyone can see: the forecast for {place} ends on {end}.',
  'For {place} I can see as far as {end}, and beyond that I would be making it up.',
  'Ask me again nearer the time, {name}. My forecast for {place} stops on {end}.',
  'The forecast for {place} runs out on {end}. I do not guess past the edge of the map.',
  'Too far ahead for honest figures, {name}: for {place} they end on {end}.',
];
