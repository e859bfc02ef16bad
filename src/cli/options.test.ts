import { describe, expect, test } from 'vitest';
import { parseCommandLine } from './options.ts';
import { version } from './version.ts';

interface World {
  env?: Record<string, string>;
  files?: Record<string, string>;
}

function parse(line: string | string[], { env = {}, files = {} }: World = {}) {
  const words = typeof line === 'string' ? line.split(' ').filter(Boolean) : line;
  return parseCommandLine(words, {
    env,
    columns: 100,
    readFile(path) {
      const text = files[path];
      if (text === undefined) throw new Error('ENOENT: no such file');
      return text;
    },
  });
}

function config(line: string, world?: World) {
  const invocation = parse(line, world);
  if (invocation.type !== 'serve') throw new Error(JSON.stringify(invocation));
  return invocation.config;
}

function complaint(line: string | string[], world?: World) {
  const invocation = parse(line, world);
  return invocation.type === 'misused' ? invocation.message : invocation;
}

describe('serve', () => {
  test('has a default for everything', () => {
    expect(config('serve')).toEqual({
      port: 2020,
      listen: null,
      httpPort: null,
      tlsCert: null,
      tlsKey: null,
      hosts: [],
      data: './data',
      bots: 'all',
      hostEvery: 30,
      hostAlways: false,
      manners: 'auto',
      replay: 200,
      durability: 'full',
      weather: true,
      weatherContact: null,
      weatherUrl: 'https://api.met.no/weatherapi/locationforecast/2.0',
      units: 'metric',
      flood: { messages: 10, seconds: 4 },
      botDepth: 3,
      botSpeech: { messages: 30, characters: 12_000 },
      botAllow: new Map(),
      watch: false,
      botMemory: 64 * 1024 ** 2,
      botStore: 16 * 1024 ** 2,
      textLimit: 4000,
      frameLimit: 16_384,
      queueLimit: 1_048_576,
      handshake: 10,
      grace: 60,
      keepAlive: 60,
      connectionsPerAddress: 200,
      logDays: 30,
      logText: false,
      assistantUrl: null,
      assistantModel: null,
      assistantKey: null,
      assistantName: 'Assistant',
      assistantInstructions: null,
      assistantTokens: 800,
      assistantRoomTokens: { hour: 100_000, day: 500_000 },
      assistantPersonTokens: { hour: 20_000, day: 100_000 },
      assistantPast: 6000,
      assistantPatience: { whole: 120, silence: 30 },
    });
  });

  test('shows no key, and takes none from the command line', () => {
    const env = { HOBNOB_ASSISTANT_KEY: 'sk secret' };
    expect(complaint('serve', { env })).toBe(
      'HOBNOB_ASSISTANT_KEY=…: must be a key of up to 1000 characters without spaces',
    );
    expect(complaint('serve --assistant-key sk-secret')).toMatch(/unknown option '--assistant-key'/);
    expect(parse('serve --help')).not.toHaveProperty('text', expect.stringContaining('--assistant-key'));
  });

  test.each([
    ['--port 0', { port: 0 }],
    ['-p 65535', { port: 65_535 }],
    ['--Port 3000', { port: 3000 }],
    ['--PORT=3000', { port: 3000 }],
    ['--port 1 --port 2', { port: 2 }],
    ['--listen ::1', { listen: '::1' }],
    ['--listen all', { listen: null }],
    ['--bots none', { bots: [] }],
    ['--bots Sport_Bot,Art_Bot', { bots: ['Sport_Bot', 'Art_Bot'] }],
    ['--host-every 0', { hostEvery: 0 }],
    ['--host-every 0.5', { hostEvery: 0.5 }],
    ['--host-always --log-text', { hostAlways: true, logText: true }],
    ['--no-weather', { weather: false }],
    ['--http-port 0', { httpPort: 0 }],
    ['--port 0 --http-port 0', { port: 0, httpPort: 0 }],
    ['--tls-cert a.pem --tls-key b.pem', { tlsCert: 'a.pem', tlsKey: 'b.pem' }],
    ['--hosts chat.example.org,Box', { hosts: ['chat.example.org', 'Box'] }],
    ['--hosts *', { hosts: '*' as const }],
    ['--replay all', { replay: 'all' as const }],
    ['--replay 0', { replay: 0 }],
    ['--flood off', { flood: null }],
    ['--flood 20/1.5', { flood: { messages: 20, seconds: 1.5 } }],
    [
      '--bot-allow Dice_Bot=node:fs,api.met.no,Other=',
      {
        botAllow: new Map([
          ['dice_bot', new Set(['node:fs', 'api.met.no'])],
          ['other', new Set()],
        ]),
      },
    ],
    ['--bot-memory 128MiB --bot-store 64KiB', { botMemory: 128 * 1024 ** 2, botStore: 65_536 }],
    ['--bot-depth 5 --bot-speech 6/700', { botDepth: 5, botSpeech: { messages: 6, characters: 700 } }],
    ['--queue-limit 64KiB --frame-limit 1024', { queueLimit: 65_536, frameLimit: 1024 }],
    [
      '--weather-contact https://chat.example.org/about',
      { weatherContact: 'https://chat.example.org/about' },
    ],
  ])('takes %s', (words, expected) => {
    expect(config(`serve ${words}`)).toMatchObject(expected);
  });

  test.each([
    '--port 65536',
    '--port -1',
    '--port 80.5',
    '--port 0x50',
    '--port http',
    '--http-port 65536',
    '--http-port 2020',
    '--hosts https://chat.example.org',
    '--hosts a,,b',
    '--host-every -1',
    '--host-every 604801',
    '--manners rude',
    '--durability some',
    '--replay -1',
    '--flood 0/4',
    '--flood 10',
    '--bot-depth 0',
    '--bot-speech 30',
    '--bot-speech 0/10',
    '--flood 10/0',
    '--frame-limit 255',
    '--frame-limit 17MiB',
    '--frame-limit 64kb',
    '--text-limit 0',
    '--log-days 0',
    '--weather-contact Ann',
    '--weather-url ftp://example.org',
    '--bots Sport_Bot,,Art_Bot',
  ])('refuses %s and says what is allowed', (words) => {
    expect(complaint(`serve ${words}`)).toMatch(
      new RegExp(`^${words.replace(/[.\\/]/g, '\\$&')}: must be .+$`),
    );
  });

  test('wants a certificate and its key together', () => {
    expect(complaint('serve --tls-cert a.pem')).toBe('--tls-cert a.pem: --tls-key is needed as well');
    expect(complaint('serve', { env: { HOBNOB_TLS_KEY: 'b.pem' } })).toBe(
      'HOBNOB_TLS_KEY=b.pem: --tls-cert is needed as well',
    );
  });

  test('an odd value is shown so that it can be seen', () => {
    expect(complaint(['serve', '--port', ''])).toMatch(/^--port "": must be/);
    expect(complaint(['serve', '--weather-contact', 'ann@example.org\r\nX: y'])).toMatch(
      /^--weather-contact "ann@example.org\\r\\nX: y": must be/,
    );
    expect(complaint(['serve', '--port', '7'.repeat(5000)])).toMatch(/^--port 7{59}…: must be/);
  });

  test('the command line comes before the environment, that before the file, that before the default', () => {
    const files = { 'h.toml': 'port = 1\nreplay = 1\nhandshake = 1\nlog-text = true\n' };
    const env = { HOBNOB_PORT: '2', HOBNOB_REPLAY: '2', HOBNOB_CONFIG: 'h.toml' };
    const expected = { port: 3, replay: 2, handshake: 1, logDays: 30, logText: false };
    expect(config('serve --port 3 --no-log-text', { env, files })).toMatchObject(expected);
    expect(config('serve --config h.toml', { files })).toMatchObject({ port: 1, logText: true });
  });

  test('says how each value was given', () => {
    const invocation = parse('serve --port 3 --no-weather --config h.toml', {
      env: { HOBNOB_REPLAY: 'all' },
      files: { 'h.toml': '# ours\nlog-days = 7' },
    });
    expect(invocation).toMatchObject({
      given: {
        port: '--port 3',
        weather: '--no-weather',
        replay: 'HOBNOB_REPLAY=all',
        'log-days': 'h.toml:2:1: log-days = 7',
        bots: '--bots all',
      },
    });
  });
});

describe('the environment', () => {
  test('a wrong value is named by its variable', () => {
    expect(complaint('serve', { env: { HOBNOB_HOST_EVERY: 'often' } })).toMatch(
      /^HOBNOB_HOST_EVERY=often: must be a number of seconds/,
    );
  });

  test.each([
    ['on', true],
    ['1', true],
    ['No', false],
    ['', true],
  ])('HOBNOB_WEATHER=%s', (value, weather) => {
    expect(config('serve', { env: { HOBNOB_WEATHER: value } }).weather).toBe(weather);
  });

  test('a near miss is pointed out, a variable of somebody else is left alone', () => {
    expect(complaint('serve', { env: { HOBNOB_HOSTEVERY: '3' } })).toBe(
      'HOBNOB_HOSTEVERY: there is no such option; did you mean HOBNOB_HOST_EVERY?',
    );
    expect(config('serve', { env: { HOBNOB_SERVICE_HOST: '10.0.0.1' } }).port).toBe(2020);
  });
});

describe('the file', () => {
  const wrong = (text: string) => complaint('serve --config h.toml', { files: { 'h.toml': text } });

  test('takes every option by its name', () => {
    const text =
      'bots = ["Art_Bot"]\nhost-every = 2.5\nflood = "off"\nqueue-limit = "2MiB"\nweather = false\n';
    expect(config('serve --config h.toml', { files: { 'h.toml': text } })).toMatchObject({
      bots: ['Art_Bot'],
      hostEvery: 2.5,
      flood: null,
      queueLimit: 2_097_152,
      weather: false,
    });
  });

  test('a wrong value is named with line and column', () => {
    expect(wrong('# ours\n\n  port = 70000\n')).toMatch(
      /^h\.toml:3:3: port = 70000: must be a whole number from 0/,
    );
    expect(wrong('[weather]\ncontact = "x"')).toMatch(
      /^h\.toml:1:1: weather = \{"contact":"x"\}: must be on or off/,
    );
    expect(wrong('host-every = 2026-11-23')).toMatch(
      /^h\.toml:1:1: host-every = "2026-11-23": must be a number/,
    );
  });

  test('a key that is not an option is named, with the one that was meant', () => {
    expect(wrong('replay = 3\nhostevery = 3\n')).toBe(
      'h.toml:2:1: there is no option hostevery; did you mean host-every?',
    );
    expect(wrong('colour = "blue"')).toBe('h.toml:1:1: there is no option colour');
    expect(wrong('type = "misused"')).toBe('h.toml:1:1: there is no option type');
    expect(wrong('__proto__ = 1')).toBe('h.toml:1:1: there is no option __proto__');
  });

  test('what is not TOML is named with line and column', () => {
    expect(wrong('port = 3\nreplay = = 4\n')).toMatch(/^h\.toml:2:\d+: not valid TOML: \S.+$/);
  });

  test('a file that cannot be read is named', () => {
    expect(complaint('serve --config gone.toml')).toBe(
      '--config gone.toml: cannot be read (ENOENT: no such file)',
    );
  });
});

describe('join', () => {
  const initial = {
    type: 'join',
    dest: '127.0.0.1',
    port: 2020,
    username: 'Chat_User',
    wire: null,
    tls: false,
    bots: false,
    once: false,
  };

  test('has a default for everything', () => {
    expect(parse('join')).toEqual(initial);
  });

  test('takes its options in any case', () => {
    expect(
      parse(['join', '--Dest', 'chat.example.org', '--PORT=3', '--Username', 'Ann Lee', '--bots', '--once']),
    ).toEqual({ ...initial, dest: 'chat.example.org', port: 3, username: 'Ann Lee', bots: true, once: true });
    expect(parse('join -d ::1 -p 3 -u Ann')).toEqual({ ...initial, dest: '::1', port: 3, username: 'Ann' });
  });

  test('takes a link for address, port and encryption', () => {
    const there = { ...initial, dest: 'chat.example.org', port: 443, tls: true };
    expect(parse('join -d https://chat.example.org/')).toEqual(there);
    expect(parse('join -d chat.example.org:443 --tls')).toEqual(there);
  });

  test.each(['live', 'classic'])('speaks the %s wire when asked to', (wire) => {
    expect(parse(`join --wire ${wire}`)).toEqual({ ...initial, wire });
  });

  test('does not take the port of a server from the environment', () => {
    expect(parse('join', { env: { HOBNOB_PORT: '1' } })).toEqual(initial);
  });

  test.each([
    [['--port', '0'], /^--port 0: must be a whole number from 1 to 65535$/],
    [
      ['--dest', 'a b'],
      /^--dest "a b": must be an address or a host name, perhaps with a port, or a link such as/,
    ],
    [['--username', ' '], /^--username " ": must be a name$/],
    [['--tls', '--wire', 'classic'], /^--tls: the classic wire is not encrypted$/],
    [['--wire', 'telepathy'], /^--wire telepathy: must be "live" or "classic"$/],
  ])('refuses %j', (words, message) => {
    expect(complaint(['join', ...words])).toMatch(message);
  });
});

describe('bots', () => {
  const initial = {
    type: 'bots',
    dest: { host: '127.0.0.1', port: 2020, tls: false },
    bots: ['./dice.ts'],
    data: '/home/ann/state/hobnob/bots/127.0.0.1_2020',
    once: false,
  };

  const env = { XDG_STATE_HOME: '/home/ann/state' };

  test('go to this machine, and keep what they keep with the state of whoever runs them', () => {
    expect(parse('bots ./dice.ts', { env })).toMatchObject({
      ...initial,
      config: { manners: 'auto', botMemory: 67_108_864, watch: false },
    });
  });

  test.each([
    ['-d Chat.example.org:80', '/home/ann/state/hobnob/bots/chat.example.org_80'],
    ['-d [::1]', '/home/ann/state/hobnob/bots/--1_2020'],
    ['-d LocalHost', '/home/ann/state/hobnob/bots/127.0.0.1_2020'],
    ['--data memory', 'memory'],
    ['--data own', 'own'],
  ])('with %s keep it in %s', (words, data) => {
    expect(parse(`bots ./dice.ts ${words}`, { env })).toMatchObject({ data });
  });

  test('keep it beside the data of a server where somebody says where that is', () => {
    expect(parse('bots ./dice.ts', { env: { HOBNOB_DATA: '/srv/chat' } })).toMatchObject({
      data: '/srv/chat/outside/127.0.0.1_2020',
    });
  });

  test('keep nothing where a server keeps nothing', () => {
    expect(parse('bots ./dice.ts', { env: { HOBNOB_DATA: 'memory' } })).toMatchObject({ data: 'memory' });
  });

  test('are files, folders and names, with and without commas', () => {
    const words = ['-d', 'https://h:3', '--manners', 'polite', '--bot-allow', 'A=node:fs'];
    words.push('--weather-contact', 'ann@home.org');
    expect(parse(['bots', ...words, '--once', '--watch', 'a b/', 'Art_Bot,dice.ts'], { env })).toMatchObject({
      ...initial,
      dest: { host: 'h', port: 3, tls: true },
      data: '/home/ann/state/hobnob/bots/h_3',
      bots: ['a b/', 'Art_Bot', 'dice.ts'],
      once: true,
      config: {
        manners: 'polite',
        watch: true,
        botAllow: new Map([['a', new Set(['node:fs'])]]),
        weatherContact: 'ann@home.org',
      },
    });
  });

  test.each([
    ['bots', /missing required argument 'bots'/],
    ['bots none', /^bots none: takes files, folders such as/],
    ['bots ./a.ts --dest ftp://h', /^--dest "ftp:\/\/h": must be an address/],
    ['bots ./a.ts --port 0', /^--port 0: must be/],
    ['bots ./a.ts --manners loud', /^--manners loud: must be/],
  ])('%s is refused', (line, message) => {
    expect(complaint(line)).toMatch(message);
  });
});

describe('admin and export', () => {
  const all = { type: 'export', data: './data', rooms: [], private: false };

  test('an admin command is passed on as it was typed', () => {
    expect(parse('admin kick Ben --Port and -p loud')).toEqual({
      type: 'admin',
      data: './data',
      words: ['kick', 'Ben', '--Port', 'and', '-p', 'loud'],
    });
    expect(parse('admin --Data /srv/chat list')).toEqual({
      type: 'admin',
      data: '/srv/chat',
      words: ['list'],
    });
    expect(parse('admin --data=/srv/chat bot --Port')).toMatchObject({ words: ['bot', '--Port'] });
  });

  test.each(['--data /srv/chat', '--data=/srv/chat', '--DATA /srv/chat', '--Data=/srv/chat'])(
    'the folder of an admin command may stand after it: %s',
    (folder) => {
      const kick = { type: 'admin', data: '/srv/chat', words: ['kick', 'Tea', 'too', 'loud'] };
      expect(parse(`admin kick Tea ${folder} too loud`)).toEqual(kick);
      expect(parse(`admin kick Tea too loud ${folder}`)).toEqual(kick);
      expect(parse(`admin ${folder} kick Tea too loud`)).toEqual(kick);
    },
  );

  test('after -- every word belongs to the admin command', () => {
    const kick = { type: 'admin', data: './data', words: ['kick', 'Tea', '--data', '/x'] };
    expect(parse('admin kick Tea -- --data /x')).toEqual(kick);
    expect(parse('admin -- kick Tea --data /x')).toEqual(kick);
    expect(parse('admin --data /srv/chat -- kick Tea --data /x')).toEqual({ ...kick, data: '/srv/chat' });
  });

  test('a folder that is missing is not taken from the admin command', () => {
    expect(complaint('admin kick Tea --data')).toMatch(/--data/);
    expect(complaint('admin kick Tea --data -- loud')).toMatch(/--data/);
  });

  test('an admin command is needed', () => {
    expect(complaint('admin')).toMatch(/command/);
  });

  test('the data folder is the one that the server would take', () => {
    const env = { HOBNOB_DATA: '/srv/chat' };
    expect(parse('export', { env })).toEqual({ ...all, data: '/srv/chat' });
    expect(parse('admin list', { env })).toMatchObject({ data: '/srv/chat' });
    expect(parse('export --data here', { env })).toEqual({ ...all, data: 'here' });
  });

  test('what is exported can be chosen', () => {
    expect(parse('export')).toEqual(all);
    expect(parse('export --private')).toEqual({ ...all, private: true });
    expect(parse(['export', '--room', '#Garden', '--ROOM=Blåbær', '--room', '@Ann.ben'])).toEqual({
      ...all,
      rooms: ['garden', 'blåbær', '@Ann.ben'],
    });
    expect(complaint(['export', '--room', 'two words'])).toMatch(/^--room: "two words" is not a room's name/);
    expect(complaint(['export', '--room'])).toMatch(/argument missing/);
  });
});

describe('the program', () => {
  test('nothing asked is help, and names every command', () => {
    const help = parse('');
    for (const command of ['serve', 'join', 'admin', 'export']) {
      expect(help).toMatchObject({
        type: 'print',
        text: expect.stringContaining(`\n  ${command} `) as string,
      });
    }
    expect(parse('--help')).toEqual(help);
    expect(parse('help')).toEqual(help);
  });

  test('each command has its help, with examples', () => {
    for (const command of ['serve', 'join', 'admin', 'export']) {
      const text = expect.stringMatching(
        new RegExp(`^Usage: hobnob ${command} [^]*Example[^]*hobnob ${command}`),
      ) as string;
      expect(parse(`${command} --help`)).toMatchObject({ type: 'print', text });
    }
  });

  test('prints its version', () => {
    expect(parse('--version')).toEqual({ type: 'print', text: `${version}\n` });
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
  });

  test.each([
    ['srve', /^unknown command 'srve'; did you mean serve\?$/],
    ['serve --prot 3', /^unknown option '--prot'; did you mean --port\?$/],
    ['serve 3000', /^too many arguments for 'serve'/],
    ['serve --port', /^option '-p, --port <PORT>' argument missing$/],
    ['--port 3000', /^unknown option '--port'; the command comes first, as in: hobnob serve --port$/],
  ])('%s is answered in one line', (line, message) => {
    expect(complaint(line)).toMatch(message);
  });
});
