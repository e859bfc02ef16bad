/** Short names of emoji, as `:names:`. Data, and how it is read. */

/** Groups of `emoji name other_name`, one after the other; the first name is the one that is shown. */
const table = {
  Faces: `😀 grinning|😃 smiley|😄 smile|😁 grin|😆 laughing satisfied|😅 sweat_smile|🤣 rofl|😂 joy|🙂 slight_smile
    |🙃 upside_down|😉 wink|😊 blush|😇 innocent angel|🥰 smiling_hearts|😍 heart_eyes|🤩 star_struck|😘 kissing_heart
    |😋 yum|😛 tongue|😜 winking_tongue|🤪 zany|🤑 money_mouth|🤗 hug|🤭 giggle|🤫 shush|🤔 thinking|🤐 zipper_mouth
    |🤨 raised_eyebrow|😐 neutral|😑 expressionless|😶 no_mouth|😏 smirk|😒 unamused|🙄 eye_roll|😬 grimacing
    |😌 relieved|😔 pensive|😪 sleepy|🤤 drooling|😴 sleeping zzz|😷 mask|🤒 sick|🤕 hurt|🤢 nauseated|🤧 sneezing
    |🥵 hot|🥶 cold|🥴 woozy|😵 dizzy_face|🤯 mind_blown exploding_head|🤠 cowboy|🥳 party partying|😎 cool sunglasses
    |🤓 nerd|🧐 monocle|😕 confused|😟 worried|🙁 frown|😮 open_mouth wow|😲 astonished|😳 flushed|🥺 pleading
    |😨 fearful|😰 anxious|😢 cry|😭 sob|😱 scream|😖 confounded|😞 disappointed|😓 sweat|😩 weary|😫 tired|🥱 yawn
    |😤 triumph huff|😡 rage angry|🤬 cursing|😈 imp|💀 skull|💩 poop|🤡 clown|👻 ghost|👽 alien|🤖 robot bot
    |🫠 melting|🫡 salute|🫣 peeking|🥲 happy_tear|🤷 shrug|🤦 facepalm`,
  Hands: `👋 wave|👌 ok_hand ok|✌️ victory|🤞 fingers_crossed|🤟 love_you|🤘 metal|🤙 call_me|👈 point_left
    |👉 point_right|👆 point_up|👇 point_down|👍 thumbsup +1 yes|👎 thumbsdown -1 no|✊ fist|👊 punch|👏 clap
    |🙌 raised_hands|🤝 handshake|🙏 pray please thanks|💪 muscle strong|✍️ writing|👀 eyes|🧠 brain|🫶 heart_hands
    |💁 tipping_hand|🙋 raising_hand|🏃 runner|💃 dancer|🕺 man_dancing`,
  Hearts: `❤️ heart|🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart
    |🤍 white_heart|💔 broken_heart|💕 two_hearts|💯 100 hundred|💥 boom|💫 dizzy|💦 sweat_drops|💤 snore|✨ sparkles
    |⭐ star|🌟 glowing_star|🔥 fire|🎉 tada hooray|🎊 confetti|🎈 balloon|🎁 gift|🏆 trophy|🥇 gold|🏅 medal`,
  Nature: `🐶 dog|🐱 cat|🐭 mouse|🐰 rabbit|🦊 fox|🐻 bear|🐼 panda|🐨 koala|🐯 tiger|🦁 lion|🐮 cow|🐷 pig|🐸 frog
    |🐵 monkey|🙈 see_no_evil|🙉 hear_no_evil|🙊 speak_no_evil|🐔 chicken|🐧 penguin|🐦 bird|🦆 duck|🦉 owl|🐝 bee
    |🐛 bug|🦋 butterfly|🐌 snail|🐢 turtle|🐍 snake|🐙 octopus|🐳 whale|🐬 dolphin|🦄 unicorn|🌵 cactus|🌲 tree
    |🌷 tulip|🌹 rose|🌻 sunflower|🍀 four_leaf_clover luck|🍁 maple_leaf|🍄 mushroom|🌍 earth|🌙 moon|☀️ sun|⛅ partly_sunny
    |☁️ cloud|🌧️ rain|⛈️ storm|❄️ snowflake snow|☃️ snowman|🌈 rainbow|☔ umbrella|⚡ zap lightning|🌊 ocean`,
  Food: `🍎 apple|🍌 banana|🍓 strawberry|🍒 cherries|🍑 peach|🍍 pineapple|🥑 avocado|🍅 tomato|🌶️ hot_pepper
    |🥕 carrot|🍞 bread|🥐 croissant|🧀 cheese|🍳 egg|🥓 bacon|🍔 burger|🍟 fries|🍕 pizza|🌮 taco|🍣 sushi|🍜 ramen
    |🍝 spaghetti|🍦 ice_cream|🍩 doughnut|🍪 cookie biscuit|🎂 cake birthday|🍫 chocolate|🍿 popcorn|☕ coffee|🍵 tea
    |🍺 beer|🍻 cheers beers|🥂 clink|🍷 wine|🍸 cocktail|🥤 soda`,
  Things: `⚽ soccer football|🏀 basketball|🏈 american_football|🎾 tennis|🏐 volleyball|🏓 ping_pong|🏊 swimmer
    |🚴 cyclist|⛷️ skier|🎮 game|🎲 dice|♟️ chess|🎯 dart bullseye|🎨 art paint|🎬 movie|🎤 microphone|🎧 headphones
    |🎵 note|🎶 music|🎸 guitar|🎹 piano|🚗 car|🚌 bus|🚲 bike|🚆 train|✈️ airplane plane|🚀 rocket|⛵ sailboat|🏠 house
    |🏖️ beach|⛺ tent|⌚ watch|📱 phone|💻 laptop computer|⌨️ keyboard|💾 floppy save|📷 camera|🔋 battery|💡 bulb idea
    |🔦 flashlight|📚 books|📝 memo|📌 pin|📎 paperclip|✂️ scissors|🔒 lock|🔑 key|🔨 hammer|🔧 wrench|⚙️ gear|🧪 test_tube
    |💰 money|📈 chart|📅 calendar|⏰ alarm|⏳ hourglass|🔔 bell|📣 megaphone|🗑️ wastebasket`,
  Signs: `✅ check done|❌ x cross|❓ question|❗ exclamation|⚠️ warning|🚫 no_entry|♻️ recycle|➕ plus|➖ minus|🔴 red
    |🟠 orange|🟡 yellow|🟢 green|🔵 blue|🟣 purple|⬆️ up|⬇️ down|⬅️ left|➡️ right|🔄 arrows|🆗 okay|🆕 new|🏁 finish
    |🚩 flag|🏳️ white_flag|🏳️‍🌈 rainbow_flag`,
} as const;

export interface Emoji {
  readonly emoji: string;
  /** Without colons; the first is the usual one. */
  readonly names: readonly string[];
}

export interface EmojiGroup {
  readonly title: string;
  readonly emoji: readonly Emoji[];
}

export const emojiGroups: readonly EmojiGroup[] = Object.entries(table).map(([title, rows]) => ({
  title,
  emoji: rows.split('|').map((row) => {
    const [emoji = '', ...names] = row.trim().split(/\s+/);
    return { emoji, names };
  }),
}));

const all: readonly Emoji[] = emojiGroups.flatMap((group) => group.emoji);
const byName: ReadonlyMap<string, string> = new Map(
  all.flatMap(({ emoji, names }) => names.map((name) => [name, emoji] as const)),
);

/** Those of which a name contains `part`, those that begin with it first, at most `limit`. */
export function findEmoji(part: string, limit: number): readonly Emoji[] {
  const wanted = part.toLowerCase();
  const rank = ({ names }: Emoji) => {
    const ranks = names.map((name) =>
      name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 3,
    );
    return Math.min(...ranks);
  };
  return [0, 1, 2].flatMap((wantedRank) => all.filter((emoji) => rank(emoji) === wantedRank)).slice(0, limit);
}

/** Puts emoji where their `:names:` stand, except in code; what is no name stays as it is. */
export function withEmoji(text: string): string {
  return text.replace(/```[^]*?```|`[^`\n]*`|:([a-z0-9_+-]{1,20}):/g, (whole, name?: string) =>
    name === undefined ? whole : (byName.get(name) ?? whole),
  );
}
