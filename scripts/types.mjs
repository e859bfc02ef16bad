// src/ → dist/types: what editors and compilers know of `hobnob/bot` and `hobnob/test`. Run by bundle.mjs beside itself,
// because it takes a core for a while.
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './setup.mjs';

const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const program = ts.createProgram(
  process.argv.slice(2).map((file) => join(root, file)),
  {
    ...options,
    rootDir: join(root, 'src'),
    outDir: join(root, 'dist', 'types'),
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    // `npm test` checks the sources; here they are only described.
    noCheck: true,
  },
);
if (program.emit().emitSkipped)
  throw new Error('The types of hobnob/bot and hobnob/test could not be written.');
