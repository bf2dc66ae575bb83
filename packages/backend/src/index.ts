export { AdamOptimizer, type AdamOptions, type AdamState } from './adam-optimizer.ts';
export { LayerprintBackend } from './backend.ts';
export { dropout } from './dropout.ts';
export { OutOfMemoryError } from './memory.ts';
export { BACKEND_NAME, registerLayerprint } from './register.ts';
