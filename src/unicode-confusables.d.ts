/** The package ships its declarations under a name that TypeScript does not read. */
declare module 'unicode-confusables' {
  /** The text with every character replaced by the plainest one that looks like it. */
  export function rectifyConfusion(text: string): string;
}
