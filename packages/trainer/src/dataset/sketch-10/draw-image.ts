import type { Random } from '@layerprint/core/random';
import { addNoise, blur, createCanvas, expose, toBytes } from './canvas.ts';
import { between, happens, pick } from './chance.ts';
import { IMAGE_SIZE } from './image-size.ts';
import { Pen, type Pose } from './pen.ts';
import { paintObstacle, paintScene } from './scene.ts';
import { subjectOf, type Subject } from './subjects.ts';

/** Pixels per unit of a drawing: a drawing is about twice as wide. */
const SIZE_RANGE = [10, 15] as const;
/** How far a drawing's centre is from the image's, in pixels. */
const MAX_SHIFT = 4;
const OBSTACLE_SHARE = 0.35;

/**
 * Draws one image of a class:
 *
 *     scene ─► subject in a random pose ─► perhaps an obstacle ─► exposure ─► blur ─► noise ─► bytes
 *
 * @param label 0 to 9.
 * @returns `[32, 32, 3]`, 0 to 255.
 */
export function drawImage(label: number, random: Random): Uint8Array {
  const subject = subjectOf(label);
  const canvas = createCanvas();
  paintScene(canvas, pick(random, subject.scenes), random);
  const style = { outline: between(random, 0, 0.75), relief: between(random, 0, 0.4) };
  subject.draw(new Pen(canvas, choosePose(subject, random), style), random);
  if (happens(random, OBSTACLE_SHARE)) paintObstacle(canvas, random);
  expose(canvas, between(random, -0.12, 0.12), between(random, 0.65, 1.1));
  blur(canvas, between(random, 0, 0.25));
  addNoise(canvas, between(random, 0.01, 0.05), random);
  return toBytes(canvas);
}

function choosePose(subject: Subject, random: Random): Pose {
  const size = between(random, ...SIZE_RANGE);
  const stretch = between(random, 0.85, 1.15);
  return {
    x: IMAGE_SIZE / 2 + between(random, -MAX_SHIFT, MAX_SHIFT),
    y: IMAGE_SIZE / 2 + between(random, -MAX_SHIFT, MAX_SHIFT),
    scaleX: size * stretch,
    scaleY: size,
    tilt: between(random, -subject.maxTilt, subject.maxTilt),
    flipped: happens(random, 0.5),
  };
}
