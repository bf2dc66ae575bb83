import { runCommand } from '@layerprint/artifacts/command';
import { runInterruptibly } from '@layerprint/artifacts/interruption';
import { EXIT_NOT_COMPARED, runDiff } from './command/run-diff.ts';

await runCommand(() => runInterruptibly(runDiff, 'No worktree is left behind.'), EXIT_NOT_COMPARED);
