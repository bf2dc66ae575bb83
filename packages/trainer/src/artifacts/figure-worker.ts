import { serveJobs } from '@layerprint/artifacts/serve-jobs';
import { writeFigureFiles } from './write-figure.ts';

// A thread that writes the files of figures.
await serveJobs(writeFigureFiles);
