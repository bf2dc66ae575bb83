import { join } from 'node:path';
import ts from 'typescript';
import type { Attempt } from './attempt.ts';

const MODES = {
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
} as const;

/** What is written in the project, and what the package brought. */
const OURS = /\/project\/(?:[^/]+\.ts|node_modules\/@layerprint\/.*)$/;

/** Checks `types.ts` of the project with TypeScript, as one of its two ways to look for modules would. */
export function tryTypes(project: string, mode: keyof typeof MODES): Attempt {
  const options: ts.CompilerOptions = {
    ...MODES[mode],
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
  };
  const program = ts.createProgram([join(project, 'types.ts')], options);
  const faults = ts
    .getPreEmitDiagnostics(program)
    // The types that TF.js brings do not pass without `skipLibCheck`, which would leave ours unchecked as well.
    .filter(({ file }) => file === undefined || OURS.test(file.fileName))
    .map(({ file, messageText }) => {
      const text = ts.flattenDiagnosticMessageText(messageText, ' ');
      return `${file?.fileName ?? 'TypeScript'}: ${text}`;
    });
  return { name: `TypeScript ${ts.version}, ${mode}`, faults };
}
