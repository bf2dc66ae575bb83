import { runCommand } from '@layerprint/artifacts/command';
import { keepCompiledCode } from './diff/compile-cache.ts';

// Much of the time of a small comparison goes into compiling what compares.
keepCompiledCode();

const { EXIT_NOT_COMPARED, runDiff } = await import('./diff/run-diff.ts');
const { runInterruptibly } = await import('./diff/interruption.ts');

await runCommand(() => runInterruptibly(runDiff), EXIT_NOT_COMPARED);
