import { delimiter, dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/** What the program can be called by once more, from the folder `cwd`: a name where `path` (`PATH`) leads to it, or a path. */
export function calledAs(
  script: string,
  { cwd, path }: { readonly cwd: string; readonly path: string },
): string {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  if (folders.some((folder) => resolve(cwd, folder) === dirname(script))) return 'hobnob';
  const way = relative(cwd, script);
  if (way.startsWith('..') || isAbsolute(way)) return script;
  return way.includes(sep) ? way : `.${sep}${way}`;
}
