import type { Repertoire, Variants } from '../small-talk.ts';

const opinion: Variants = [
  'I like it, on the whole. Ask me again after tea.',
  'Honestly? Seven out of ten, and I am known to be generous.',
  'I could take it or leave it — mostly take it.',
  'It has grown on me. Like moss, but nicer.',
  'I think rather well of it, {name}. What about you?',
  'Not my favourite thing in the world, but a good way up the list.',
];

const doubts: Variants = [
  'I doubt that would end well with me in it.',
  'Hm. I am not so sure about that, {name}.',
  'We could … but ought we? I have my doubts.',
  'I am better at talking about things than at doing them.',
  'Perhaps somebody braver than me should try it first.',
  'Tempting, but I do not think it is for me.',
];

const boring: Variants = [
  'The weather, of all things! It bores me to tears.',
  'Must we? Weather is what people talk about when they have run out of things to say.',
  'Forgive me, {name}, but weather is the dullest subject I know.',
  'I nodded off at the word. Weather is so boring.',
  'Degrees and drizzle … is there anything more boring?',
];

export const simpleChatPhrases: Repertoire = {
  newcomer: [
    'Hello {name}',
    'A good day to you, {name}!',
    'Welcome, {name}! Pull up a chair.',
    'There you are, {name}! Good to see you.',
    'Hi {name}, lovely of you to drop in.',
    'Good to have you with us, {name}.',
  ],
  greeting: [
    'Hello, {name}! How are you today?',
    'Hi there, {name}!',
    'Greetings, {name}. You have brightened the room.',
    'Good to hear from you, {name}.',
    'And a very good day to you too, {name}!',
  ],
  thanks: [
    'You are welcome, {name}!',
    'Don’t mention it.',
    'Any time, {name}. Well, any time I am switched on.',
    'It was nothing. Really, almost nothing.',
    'My pleasure!',
  ],
  sky: [
    'I would rather not talk about the weather, {name}.',
    'No weather talk from me, please. Shall we try another subject?',
    'Ask me anything, but do not ask me about the weather.',
    'I have made it a rule never to discuss the weather.',
    'Let’s leave the weather to those who like it. I do not.',
  ],
  temperature: boring,
  weatherAtLarge: boring,
  weatherOpinion: opinion,
  sportOpinion: opinion,
  artOpinion: opinion,
  opinion,
  sportSuggestion: doubts,
  artSuggestion: doubts,
  suggestion: doubts,
  question: [
    'Good question. I wish I had an answer as good.',
    'I do not know, {name}, but I like that you asked.',
    'That one is beyond me, I am afraid. I am only a simple bot.',
    'If I knew that, I would not be sitting in a chat room all day.',
    'Hm. I would have to think about that, and thinking is not my strong suit.',
  ],
  statement: [
    'Is that so? Tell me more.',
    'I see what you mean, {name}.',
    'Fair enough!',
    'Well, I never. You learn something every day.',
    'Interesting. I had not looked at it that way.',
    'You don’t say!',
  ],
  jumble: [
    'One thing at a time, please, {name}!',
    'That was a lot at once. Which sentence shall I answer?',
    'I am a simple bot: one sentence at a time, if you please.',
    'You lost me somewhere around the second sentence. One at a time?',
    'My head is small. Could I have that one sentence at a time?',
  ],
};
