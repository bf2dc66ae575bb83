import { runCommand } from '@layerprint/artifacts/command';
import { keepCompiledCode } from './command/compile-cache.ts';

// Much of the time of a small comparison goes into compiling what compares.
keepCompiledCode();

const { EXIT_NOT_COMPARED, runDiff } = await import('./command/run-diff.ts');
const { runInterruptibly } = await import('./command/interruption.ts');

await runCommand(() => runInterruptibly(runDiff), EXIT_NOT_COMPARED);
