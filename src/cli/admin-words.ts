/**
 * `admin kick Ben --data DIR` as `admin --data=DIR kick Ben`: a folder that is given late still says which server is
 * meant. `--` ends the options, so that a reason can hold such a word.
 */
export function folderFirst(words: readonly string[]): readonly string[] {
  const [command, ...rest] = words;
  const first = rest[0] ?? '';
  // Commander takes this -- away by itself.
  if (command !== 'admin' || first === '--') return words;
  const folders: string[] = [];
  const others: string[] = [];
  while (rest.length > 0) {
    const word = rest.shift() ?? '';
    if (word === '--') {
      others.push(...rest);
      break;
    }
    const [flag = ''] = word.split('=', 1);
    if (flag.toLowerCase() !== '--data') {
      others.push(word);
      continue;
    }
    const value = flag === word ? rest.shift() : word.slice(flag.length + 1);
    // Alone, so that what is missing is complained about, instead of a word of the command being taken for it.
    if (value === undefined || value === '--') return [command, '--data'];
    folders.push(`--data=${value}`);
  }
  return [command, ...folders, ...others];
}
