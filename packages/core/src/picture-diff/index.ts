export { writePictureDiffs } from './write-picture-diffs.ts';
