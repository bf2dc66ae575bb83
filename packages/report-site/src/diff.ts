import { enableCompileCache } from 'node:module';
import { runCommand } from '@layerprint/core/command';

// A third of the time of a small comparison is to compile what it is made of: Node keeps that between runs.
enableCompileCache();
const { EXIT_NOT_COMPARED, runDiff } = await import('./diff/run-diff.ts');
const { runInterruptibly } = await import('./diff/interruption.ts');

await runCommand(() => runInterruptibly(runDiff), EXIT_NOT_COMPARED);
