export { PictureThreads } from './picture-threads.ts';
export { writePictureDiffs } from './write-picture-diffs.ts';
