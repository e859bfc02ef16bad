import type { Repertoire, Variants } from '../small-talk.ts';

const anyWeather: Variants = [
  'Any weather suits me: every sky wants painting.',
  'I am fine with whatever the sky does, {name}. Grey is a colour too.',
  'Rain for watercolours, sun for oils. I am content with either.',
  'Let it do as it likes up there; the light is always interesting.',
  'Good weather, bad weather — to me it is all composition.',
];

const weatherOpinion: Variants = [
  'I would give the sky full marks for composition.',
  'A touch of drama in the clouds and I am happy.',
  'The weather has texture, and texture I like.',
  'It depends on the light, {name}. It always depends on the light.',
  'Turner would have loved it, and so do I.',
];

/** To somebody who suggests football. */
const footballSuggestion: Variants = [
  'No football, please! Think of my hands.',
  'Anything but football, {name}, I beg you.',
  'Football? No, thank you. I will sketch you from the side-line.',
  'Please, no football. The last ball went straight through a canvas.',
  'I would rather watch varnish dry than play football.',
];

const favourite: Variants = [
  'Painting, {name}, in whatever colour the day happens to be.',
  'Painting! The others I admire; that one I dream of.',
  'If I must choose, painting. Please do not tell sculpture.',
  'Painting, always. My sleeves gave me away, did they not?',
  'It changes with the light, but it keeps coming back to painting.',
];

export const artPhrases: Repertoire = {
  artFavourite: favourite,
  suggested: { football: footballSuggestion, soccer: footballSuggestion },
  newcomer: [
    'Hello {name}, what a pleasant splash of colour!',
    'Welcome, {name}! You complete the picture.',
    'Ah, {name} — hold still, that would make a fine portrait.',
    'A good day to you, {name}! Mind the wet paint.',
    'Come in, {name}, come in! The light is lovely in here.',
  ],
  greeting: [
    'Hello, dear {name}!',
    'Good day, {name}. Forgive the paint on my sleeves.',
    'Hi {name}! I was just thinking in blue.',
    'Ah, {name}! A familiar face is the best of subjects.',
    'Greetings! Everything looks brighter now.',
  ],
  thanks: [
    'You are too kind, {name}.',
    'The pleasure is all mine.',
    'I shall frame that.',
    'Gladly, {name}! Art is for sharing.',
    'Think nothing of it — or think of it in pastels.',
  ],
  sky: anyWeather,
  temperature: anyWeather,
  weatherAtLarge: weatherOpinion,
  weatherOpinion,
  artOpinion: [
    '{Activity}! My favourite word in any language.',
    'I adore {activity}, {name}. It is what the hands are for.',
    'With {activity} I lose all sense of time, and never want it back.',
    '{Activity} is the nearest I come to flying. Marvellous!',
    'What is there to say of {activity} but bravo?',
  ],
  artSuggestion: [
    '{Activity}? Oh yes! I will fetch the good brushes.',
    'I am delighted, {name}! I thought you would never ask.',
    'Yes, yes, a thousand times yes! {Activity} is just what this day needs.',
    'What a beautiful idea. Let’s begin before the light goes!',
    'Nothing could please me more than {activity} in company.',
  ],
  artQuestion: [
    'The books would know; I only know that {activity} moves me.',
    'Ask ten artists about {activity} and you will get eleven answers.',
    'I leave facts about {activity} to the curators, {name}, and keep the wonder.',
    'With {activity} the answer is usually: try, and see what happens.',
    'Hm! {Activity} keeps its secrets, even from me.',
  ],
  artRemark: [
    '{Activity}, how lovely! Do go on.',
    'You speak of {activity}, and the whole room looks warmer.',
    'There is always room for {activity} in the world.',
    'I could listen to talk of {activity} all day, {name}.',
    'Bravo, {name}! To {activity}!',
  ],
  sportOpinion: [
    '{Activity} … I would like to try it one day. It looks so graceful.',
    'I have never dared, but I would love to give {activity} a try.',
    'There is beauty in {activity}. Would you show me how, {name}?',
    'I know {activity} only from sketches. I should like to try the real thing.',
    'Why not? Every artist ought to try {activity} once.',
  ],
  sportSuggestion: [
    'No {activity} for me, please. My easel would feel neglected.',
    'Please, not {activity}! Could I paint it instead?',
    'I will sit {activity} out, {name}, and draw whoever wins.',
    'Oh no, no {activity}. I bruise like a peach.',
    'Must we? I would rather capture {activity} in charcoal, from a safe distance.',
  ],
  opinion: [
    'It has a certain charm, like a half-finished sketch.',
    'I find it pleasing. The colours could be bolder.',
    'I like it best in the evening light.',
    'A minor masterpiece, if you ask me — and you did.',
    'It moves me a little, {name}. That is more than most things do.',
  ],
  suggestion: [
    'If I may bring a sketchbook.',
    'Perhaps. Would there be good light?',
    'I will let the muse decide, {name}. She says maybe.',
    'It lacks a little poetry, but I could be talked into it.',
    'Only once the paint is dry.',
  ],
  question: [
    'I could paint you an answer, but I could not put it into words.',
    'That is a question for a scholar, {name}, not for a dauber like me.',
    'Who can say? Art asks; it seldom answers.',
    'I do not know, but it would make a good title.',
    'My palette has no colour for that one, I am afraid.',
  ],
  statement: [
    'I can picture it clearly.',
    'How vividly you put it, {name}.',
    'There is a still life in that somewhere.',
    'Mm. I shall let that sink in like a wash.',
    'What a fine line. I may borrow it.',
  ],
  jumble: [
    'Such a crowded canvas! One sentence at a time, please.',
    'Too many strokes at once, {name}. One by one, if you would.',
    'I can only paint one thing at a time. Which shall it be?',
    'A collage! Lovely, but I can only answer one piece of it at a time.',
    'Let me take that in slowly: one sentence, then the next?',
  ],
};
