import { enableCompileCache } from 'node:module';
import { runCommand } from '@layerprint/core/command';

// Much of the time of a small comparison goes into compiling what compares. Node keeps that between runs, for
// this thread; threads and programs that start here are told by the variable.
const { directory } = enableCompileCache();
if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] ??= directory;

const { EXIT_NOT_COMPARED, runDiff } = await import('./diff/run-diff.ts');
const { runInterruptibly } = await import('./diff/interruption.ts');

await runCommand(() => runInterruptibly(runDiff), EXIT_NOT_COMPARED);
