export { AdamOptimizer, type AdamOptions, type AdamState } from './adam-optimizer.ts';
export { LayerprintBackend } from './backend.ts';
export { crossEntropy, type CrossEntropy } from './cross-entropy.ts';
export { dropout } from './dropout.ts';
export type { KernelWorker, RunnerOptions } from './kernel-runner.ts';
export { OutOfMemoryError } from './memory.ts';
export { registerPortableKernels } from './portable-kernels.ts';
export { BACKEND_NAME, listOwnKernels, registerLayerprint } from './register.ts';
export { reluGradient, type ReluGradient } from './relu-gradient.ts';
export type { WorkerStart } from './threads/serve-kernels.ts';
export { NotRecordableError } from './steps/recording.ts';
export {
  type ComputeStep,
  type RecordedStep,
  recordStep,
  type StepInput,
} from './steps/recorded-step.ts';
