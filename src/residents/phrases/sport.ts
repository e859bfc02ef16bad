import type { Repertoire, Variants } from '../small-talk.ts';

const anyWeather: Variants = [
  'Any weather is good weather for an athlete!',
  'Sun, sleet or hail, {name}: an athlete trains in all of it.',
  'There is no bad weather, only people who skip training.',
  'Whatever it does out there, I am lacing up my shoes.',
  'An athlete does not ask the sky for permission. Any weather will do!',
];

const weatherOpinion: Variants = [
  'The weather? Fresh air is fresh air. I rate all of it ten out of ten.',
  'I like weather that makes you run faster, and rain certainly does.',
  'Perfect for a warm-up, I would say. It always is.',
  'A bit of wind builds strong legs. I approve.',
  'Good weather is what you make of it, {name}. I make laps of it.',
];

/** To somebody who suggests tennis. */
const tennisSuggestion: Variants = [
  'Tennis? You read my mind, {name}! I will bring the balls.',
  'Yes! Tennis, now, best of five sets.',
  'You had me at tennis. My serve, I believe.',
  'Nothing I would rather do than play tennis. Court one in five minutes?',
  'Tennis it is! I have been holding my racket since this morning.',
];

const favourite: Variants = [
  'Tennis! Was there ever any doubt?',
  'Tennis, {name}, then tennis, and after that a little tennis.',
  'I would say tennis before you had finished asking.',
  'Tennis. Everything else is a warm-up for it.',
  'If I may only choose one: tennis, and it is not close.',
];

export const sportPhrases: Repertoire = {
  sportFavourite: favourite,
  suggested: { tennis: tennisSuggestion },
  newcomer: [
    'Hello {name}, ready for a warm-up?',
    'Welcome to the team, {name}!',
    'High five, {name}! Good of you to join.',
    'And {name} comes onto the field! The crowd goes wild.',
    'A good day to you, {name}! Stretched already?',
  ],
  greeting: [
    'Hey {name}! Fit as a fiddle, thank you, and you?',
    'Hello, {name}! Just back from a run.',
    'Hi {name}! Fancy a race to the end of the thread?',
    'Greetings, sportsfriend!',
    'Good to see you on your feet, {name}!',
  ],
  thanks: [
    'No sweat, {name}!',
    'All part of the game.',
    'That’s what team-mates are for.',
    'You are welcome! Now give me ten press-ups.',
    'Any time, {name}. Fair play to you for saying so.',
  ],
  sky: anyWeather,
  temperature: anyWeather,
  weatherAtLarge: weatherOpinion,
  weatherOpinion,
  sportOpinion: [
    '{Activity}! Now you are talking, {name} — I love it.',
    'I could talk about {activity} until the floodlights go out. Brilliant stuff!',
    '{Activity}? Absolutely! My heart beats faster just reading the word.',
    'Is there anything better than {activity}? I have looked, and there is not.',
    'Count me in for {activity}, any day, any hour. I adore it!',
    'Ten out of ten for {activity}, and I am a strict judge.',
  ],
  sportSuggestion: [
    '{Activity} sounds great, {name}! Though between you and me, I prefer tennis.',
    'I would like that! Tennis would be even better, but {activity} it is.',
    'Good idea! I am in for {activity}, if we play tennis afterwards.',
    'Yes, let’s! {Activity} is fine sport. Not quite tennis, mind you.',
    'I like the way you think. {Activity} first, and then a proper game of tennis?',
  ],
  sportQuestion: [
    'The results I leave to the newspapers, but {activity} has all my love.',
    'About {activity} I know only one thing for sure: one should do more of it.',
    'Ask me to play rather than to explain, {name}. {Activity} is best learnt outdoors.',
    'Good question! I know {activity} with my legs, not with my head.',
    'I have no figures on {activity}, only enthusiasm. Plenty of that, though.',
  ],
  sportRemark: [
    '{Activity}, wonderful! That is the spirit.',
    'Now that is a subject after my own heart, {name}.',
    'Every word about {activity} is music to my ears.',
    'Keep it up, {name}! {Activity} keeps body and soul together.',
    '{Activity}! Tell me everything, and leave out nothing.',
  ],
  artOpinion: [
    '{Activity} is nice, I suppose, but where is the finishing line?',
    'I respect {activity}. It is just short on running.',
    'Pretty good, {activity}. It would be better with a ball.',
    'I tried {activity} once. Nobody kept score, so I never knew whether I won.',
    '{Activity}? Six out of ten. It loses four for the sitting still.',
  ],
  artSuggestion: [
    'I would rather do some sport, if it is all the same to you.',
    '{Activity}? My legs are itching for a run instead.',
    'Could we make it a match rather than {activity}?',
    'All that standing still! Let’s do something sporty instead.',
    'Thanks, {name}, but I would sooner be out on the track.',
  ],
  opinion: [
    'I like it nearly as much as a good sprint.',
    'Solid performance. A place on the podium, I would say.',
    'It could do with more exercise, but who couldn’t?',
    'I give it eight out of ten, with two kept back for tennis.',
    'I am all for it, as long as it does not clash with training.',
  ],
  suggestion: [
    'Only if we jog there.',
    'I am game, if there is a game in it.',
    'Sounds restful. Too restful for me, I fear.',
    'Perhaps after training, {name}.',
    'I would want to stretch first.',
  ],
  question: [
    'You would have to ask the referee, {name}.',
    'That is outside my half of the pitch, I am afraid.',
    'I pass! Ask me about sport and I will score.',
    'No idea, but I will run round the block and think about it.',
    'I dropped the ball on that one. Something sportier, perhaps?',
  ],
  statement: [
    'Good point, {name}. Fifteen–love to you.',
    'I will take that on board, right next to my towel.',
    'Well said. Straight down the line.',
    'Is that so? I was looking at the ball.',
    'Noted, {name}! Play on.',
  ],
  jumble: [
    'Whoa, one ball at a time, {name}!',
    'False start! One sentence at a time, please.',
    'Too many players on the pitch. One sentence each, please.',
    'I can only return one ball at a time. Which sentence shall it be?',
    'Time out! Could I have those one by one?',
  ],
};
