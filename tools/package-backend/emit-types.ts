import { join } from 'node:path';
import ts from 'typescript';
import { LayerprintError } from '@layerprint/core/errors';
import { WORKSPACE } from '@layerprint/artifacts/source-code';

/**
 * Writes the types of every module of a folder, with the docstrings.
 *
 * @throws {LayerprintError} `types-not-written`, where the compiler complains.
 */
export function emitTypes(source: string, out: string): void {
  const { config } = ts.readConfigFile(join(WORKSPACE, 'tsconfig.base.json'), (path) =>
    ts.sys.readFile(path),
  ) as {
    config: object;
  };
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    { ...config, include: [source] },
    ts.sys,
    WORKSPACE,
    { noEmit: false, emitDeclarationOnly: true, declaration: true, rootDir: source, outDir: out },
  );
  const program = ts.createProgram(fileNames, options);
  const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (diagnostics.length === 0) return;
  const host = {
    getCanonicalFileName: (name: string) => name,
    getCurrentDirectory: () => WORKSPACE,
    getNewLine: () => '\n',
  };
  throw new LayerprintError(
    'types-not-written',
    `The types of ${source} could not be written.\n  ${ts.formatDiagnostics(diagnostics, host)}`,
    'Run `npm run check:types`.',
  );
}
