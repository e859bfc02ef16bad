/** Tells whoever runs the program what happened. `fields` go to the log file beside the sentence. */
export type Note = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Readonly<Record<string, string | number | boolean | null>>,
) => void;
