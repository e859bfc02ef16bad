/** Some models think aloud before they answer. */
const thoughts = /^\s*<(think|thinking|reasoning)>[^]*?(?:<\/\1>|$)/u;
const openings = ['<think>', '<thinking>', '<reasoning>'];

/** What a model wrote so far as something that `name` says: without its thoughts, and without its own name before it. */
export function tidy(written: string, name: string): string {
  const spoken = written.replace(thoughts, '').trimStart();
  if (openings.some((opening) => opening.startsWith(spoken))) return '';
  const own = `${name}:`;
  const isNamed = spoken.slice(0, own.length).toLowerCase() === own.toLowerCase();
  return (isNamed ? spoken.slice(own.length) : spoken).trim();
}
