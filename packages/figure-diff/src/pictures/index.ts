export { DIFFERENCE_COLOURS } from './difference-colours.ts';
export { PictureThreads } from './picture-threads.ts';
export { writePictureDiffs } from './write-picture-diffs.ts';
