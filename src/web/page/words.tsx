import type { VNode } from 'preact';
import { hueOf } from '../../client/colour.ts';
import type { NameOf, Token } from '../../client/markup.ts';
import { parseMarkup } from '../../client/markup.ts';
import { never } from '../../util/result.ts';

interface WordsProperties {
  readonly text: string;
  readonly nameOf: NameOf;
  /** One's own name. */
  readonly self: string;
  /** Said by oneself: one's own name is a word like any other. */
  readonly own: boolean;
}

/** The text of a message. */
export function Words({ text, nameOf, self, own }: WordsProperties) {
  return (
    <div class={isOnlyEmoji(text) ? 'words large' : 'words'} dir="auto">
      {parseMarkup(text, own ? withoutName(nameOf, self) : nameOf).map((token) => drawn(token, self))}
    </div>
  );
}

function withoutName(nameOf: NameOf, self: string): NameOf {
  return (word, hasAt) => {
    const name = nameOf(word, hasAt);
    return name === self ? null : name;
  };
}

function drawn(token: Token, self: string): VNode | string {
  switch (token.type) {
    case 'text':
      return token.text;
    case 'code':
      return <code>{token.text}</code>;
    case 'block':
      return (
        <pre dir="ltr" tabIndex={0} aria-label={token.language === '' ? 'Code' : `Code, ${token.language}`}>
          <code>{token.text}</code>
        </pre>
      );
    case 'link':
      return (
        <a href={token.href} title={token.href} target="_blank" rel="noopener noreferrer nofollow">
          {token.text}
        </a>
      );
    case 'mention':
      return (
        <span class={token.name === self ? 'mention me' : 'mention'} data-hue={hueOf(token.name)}>
          {token.text}
        </span>
      );
    case 'emphasis':
      return <em>{token.tokens.map((inner) => drawn(inner, self))}</em>;
    case 'strong':
      return <strong>{token.tokens.map((inner) => drawn(inner, self))}</strong>;
    default:
      return never(token);
  }
}

/** One to three emoji and nothing else are shown large. */
function isOnlyEmoji(text: string): boolean {
  return (
    text.length <= 30 &&
    /^(?:\s*\p{Extended_Pictographic}[\p{M}\u200d\ufe0f\p{Emoji_Modifier}]*){1,3}\s*$/u.test(text)
  );
}
