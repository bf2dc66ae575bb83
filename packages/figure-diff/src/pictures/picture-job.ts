import { writeFileSync } from 'node:fs';
import { pictureDamaged } from '@layerprint/artifacts/picture-size';
import { readArtifact } from '@layerprint/artifacts/read-artifact';
import type { FigureFile } from '@layerprint/core/schemas/manifest';
import type { Place } from '@layerprint/core';
import { comparePixels, type PixelComparison } from './compare-pixels.ts';
import { decodePng, type Picture } from './decode-png.ts';

/** A PNG of an artifacts folder. */
interface ListedPicture {
  readonly folder: string;
  readonly file: FigureFile;
}

/** Two PNGs to compare; plain data, so that it goes to a thread. */
export interface PictureJob {
  readonly base: ListedPicture;
  readonly head: ListedPicture;
  /** Whether edges in the pictures are smoothed. */
  readonly smoothed: boolean;
  /** By name: the parts of the head's picture. */
  readonly places: readonly Place[];
  /** Where the picture of the difference goes. */
  readonly to: string;
}

/** How two pictures differ, without the picture of it. */
export type PictureDifference = Omit<PixelComparison, 'png'>;

/**
 * Reads two PNGs, compares them, and writes the picture of their difference.
 *
 * @throws {LayerprintError} `picture-damaged`; `artifact-changed`, since they were opened.
 */
export function runPictureJob(job: PictureJob): PictureDifference {
  const { base, head, smoothed, places, to } = job;
  const { png, ...rest } = comparePixels(openPicture(base), openPicture(head), smoothed, places);
  writeFileSync(to, png);
  return rest;
}

function openPicture({ folder, file }: ListedPicture): Picture {
  const png = readArtifact(folder, file);
  try {
    return decodePng(png);
  } catch (cause) {
    const { message } = cause as Error;
    throw pictureDamaged(`${folder}/${file.path}`, message.replace(/\.$/, ''), cause);
  }
}
