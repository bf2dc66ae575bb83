export { DIFFERENCE_COLOURS } from './difference-colours.ts';
export { startPictureThreads, type PictureThreads } from './picture-threads.ts';
export { writePictureDiffs } from './write-picture-diffs.ts';
