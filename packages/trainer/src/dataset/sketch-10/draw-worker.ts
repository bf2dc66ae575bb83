import { serveJobs } from '@layerprint/artifacts/serve-jobs';
import { drawRecords } from './draw-records.ts';

// A thread that draws images of sketch-10.
await serveJobs(drawRecords);
