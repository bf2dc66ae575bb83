import { serveJobs } from '@layerprint/artifacts/serve-jobs';
import { measureBatch } from './measure-batch.ts';

// A thread that measures what networks make of images.
await serveJobs(measureBatch);
