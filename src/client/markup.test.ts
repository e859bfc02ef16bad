import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Token } from './markup.ts';
import { parseMarkup, plainText } from './markup.ts';

const names = new Map([
  ['ann', 'Ann'],
  ['weather_bot', 'Weather_Bot'],
  ['jean-luc', 'Jean-Luc'],
]);
const parse = (text: string) => parseMarkup(text, (word) => names.get(word.toLowerCase()) ?? null);

/** `[link]`, `{code}`, `<em>`, `<<strong>>`, `(@mention)`: short to write down. */
function shown(tokens: readonly Token[]): string {
  return tokens.map(showOne).join('');
}

function showOne(token: Token): string {
  switch (token.type) {
    case 'text':
      return token.text;
    case 'code':
      return `{${token.text}}`;
    case 'block':
      return `{${token.language}|${token.text}}`;
    case 'link':
      return `[${token.text}]`;
    case 'mention':
      return `(${token.text}=${token.name})`;
    case 'emphasis':
      return `<${shown(token.tokens)}>`;
    case 'strong':
      return `<<${shown(token.tokens)}>>`;
  }
}

function linksOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) =>
    'tokens' in token ? linksOf(token.tokens) : token.type === 'link' ? [token.href] : [],
  );
}

describe('what people write', () => {
  test.each([
    ['plain words', 'plain words'],
    ['see www.foo.com/a, or www.foo', 'see [www.foo.com/a], or www.foo'],
    ['me@x.org, me@www.x.org, a.www.x.org', 'me@x.org, me@www.x.org, a.www.x.org'],
    ['', ''],
    ['an *odd* one', 'an <odd> one'],
    ['_so_ and **so**', '<so> and <<so>>'],
    ['**all _of_ it**', '<<all <of> it>>'],
    ['**_both_**', '<<<both>>>'],
    ['snake_case_word, 2*3*4, a * b * c', 'snake_case_word, 2*3*4, a * b * c'],
    ['*not closed', '*not closed'],
    ['* not a list *', '* not a list *'],
    ['*over\nlines*', '*over\nlines*'],
    ['"*quoted*", (_so_)!', '"<quoted>", (<so>)!'],
    ['say `x *y* z` now', 'say {x *y* z} now'],
    ['one ` alone', 'one ` alone'],
    ['`` empty', '`` empty'],
    ['a\n```js\nlet a = 1;\n*b*\n```\nc', 'a{js|let a = 1;\n*b*}c'],
    ['```one line```', '{|one line}'],
    ['```\nraw\n```', '{|raw}'],
    ['``` not closed', '``` not closed'],
    ['see https://example.org/a_b_c?x=1#y.', 'see [https://example.org/a_b_c?x=1#y].'],
    ['(https://en.wikipedia.org/wiki/Hob_(fairy))', '([https://en.wikipedia.org/wiki/Hob_(fairy)])'],
    ['HTTP://EXAMPLE.ORG', '[HTTP://EXAMPLE.ORG]'],
    ['*https://example.org*', '<[https://example.org]>'],
    ['xhttps://example.org', 'xhttps://example.org'],
    ['http://', 'http://'],
    ['@Ann: hello', '(@Ann=Ann): hello'],
    ['ann, and ANN- but not Anna', '(ann=Ann), and (ANN=Ann)- but not Anna'],
    ['Weather_Bot?', '(Weather_Bot=Weather_Bot)?'],
    ['Jean-Luc [Ann]', '(Jean-Luc=Jean-Luc) [(Ann=Ann)]'],
    ['mail@Ann.example', 'mail@Ann.example'],
    ['👋Ann', '👋(Ann=Ann)'],
  ])('%j', (text, expected) => {
    expect(shown(parse(text))).toBe(expected);
  });
});

describe('what should not work', () => {
  const attacks = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '"><script>alert(1)</script>',
    "'-alert(1)-'",
    '</textarea><script>alert(1)</script>',
    '<style>*{display:none}</style>',
    '<base href="https://evil.example">',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '![x](javascript:alert(1))',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'javascript://https://example.org/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    'about:blank',
    'view-source:https://example.org',
    'intent://scan/#Intent;scheme=zxing;end',
    'ftp://example.org/x',
    'ws://example.org/',
    'http:javascript:alert(1)',
    'http://javascript:alert(1)@example.org',
    'https://user:password@example.org/',
    'https://bank.example@evil.example/',
    'https://"onmouseover="alert(1)',
    'https://x.example/"onclick=alert(1)//',
    "https://x.example/'onclick='alert(1)",
    'https://x.example/<script>alert(1)</script>',
    'https://x.example/`onclick=alert(1)`',
    '`<img src=x onerror=alert(1)>`',
    '```html\n<script>alert(1)</script>\n```',
    '```"><img src=x onerror=alert(1)>\ncode\n```',
    '**<b onclick=alert(1)>x</b>**',
    '*javascript:alert(1)*',
    '@<script>alert(1)</script>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#106;avascript:alert(1)',
    '{{constructor.constructor("alert(1)")()}}',
    '${alert(1)}',
    '<!--<img src="--><img src=x onerror=alert(1)>',
    '<math><mi xlink:href="data:x,alert(1)">',
    '\u2028<script>alert(1)</script>',
    'https://\u202eexample.org/',
    'https://[::1',
    'https://%00.example/',
  ];

  test.each(attacks)('%j', (text) => {
    const tokens = parse(text);
    for (const href of linksOf(tokens)) {
      const { protocol, username, password } = new URL(href);
      expect(protocol).toMatch(/^https?:$/);
      expect(username + password).toBe('');
      expect(href).not.toMatch(/[\s"<>`]/);
    }
    // Whatever it is, it stays text: not a letter is gone, not one was added.
    expect(letters(plainText(tokens))).toBe(letters(withoutLanguages(text, tokens)));
  });

  test('there are at least forty of them', () => {
    expect(new Set(attacks).size).toBeGreaterThanOrEqual(40);
  });
});

describe('any text at all', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '*',
      '**',
      '_',
      '`',
      '```',
      '\n',
      ' ',
      '@',
      'Ann',
      'https://',
      'http://x.y',
      ')',
      '(',
      '.',
    ),
    fc.constantFrom('javascript:', 'data:', '<b>', '"', '://', 'user:pw@', '\\', '[', ']', '-', '👋', 'é'),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  test('keeps its letters, in order', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const tokens = parse(typed);
        expect(letters(plainText(tokens))).toBe(letters(withoutLanguages(typed, tokens)));
      }),
    );
  });

  test('leads to http and https alone', () => {
    fc.assert(
      fc.property(text, (typed) => {
        for (const href of linksOf(parse(typed))) expect(href).toMatch(/^https?:\/\/[^/@]+(\/|$)/);
      }),
    );
  });

  test('ends soon, however it was meant', () => {
    const hostile = [
      '*a ',
      '_',
      '**a',
      '`',
      '```',
      '-',
      '[',
      'http://',
      'http://)',
      '@a',
      '*a\n',
      '(*a*',
      '\\',
    ];
    for (const one of hostile) {
      const tokens = parse(one.repeat(Math.ceil(4000 / one.length)));
      expect(tokens.length).toBeGreaterThan(0);
    }
  });
});

/** All but the signs of which markup is made, and white space. */
function letters(text: string): string {
  return text.replace(/[*_`\s]/g, '');
}

/** The words behind three backquotes are said elsewhere on the screen. */
function withoutLanguages(text: string, tokens: readonly Token[]): string {
  return tokens.reduce(
    (rest, token) =>
      token.type === 'block' && token.language !== ''
        ? rest.replace(`\`\`\`${token.language}\n`, '```\n')
        : rest,
    text,
  );
}
