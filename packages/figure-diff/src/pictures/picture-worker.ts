import { serveJobs } from '@layerprint/artifacts/serve-jobs';
import { runPictureJob } from './picture-job.ts';

// A thread that compares pairs of pictures.
await serveJobs(runPictureJob);
