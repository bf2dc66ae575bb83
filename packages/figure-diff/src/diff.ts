import { runCommand } from '@layerprint/artifacts/command';
import { keepCompiledCode } from './command/compile-cache.ts';

// Much of the time of a small comparison goes into compiling what compares.
keepCompiledCode();

const { EXIT_NOT_COMPARED, runDiff } = await import('./command/run-diff.ts');
const { runInterruptibly } = await import('@layerprint/artifacts/interruption');

await runCommand(() => runInterruptibly(runDiff, 'No worktree is left behind.'), EXIT_NOT_COMPARED);
