import type { Random } from '@layerprint/core/random';
import { coverPixel, type Canvas } from './canvas.ts';
import { between, happens, pick } from './chance.ts';
import { mix, vary, type Colour } from './colour.ts';
import { IMAGE_SIZE } from './image-size.ts';
import { Pen } from './pen.ts';
import { box, circle, ellipse, limb, polygon, type Shape } from './shape.ts';

export type SceneName = 'sky' | 'meadow' | 'road' | 'sea' | 'indoors';

/** What a scene is painted with, above and below its horizon. */
interface Scene {
  readonly above: readonly Colour[];
  readonly below: readonly Colour[];
  /** Where the horizon may be, as a share of the image's height. */
  readonly horizon: readonly [number, number];
}

const SKIES: readonly Colour[] = [
  [0.5, 0.68, 0.86],
  [0.72, 0.8, 0.88],
  [0.62, 0.64, 0.68],
  [0.85, 0.7, 0.58],
];
const WOODS: readonly Colour[] = [
  [0.24, 0.34, 0.2],
  [0.36, 0.4, 0.28],
  [0.3, 0.26, 0.2],
];
const GRASSES: readonly Colour[] = [
  [0.38, 0.5, 0.24],
  [0.52, 0.54, 0.28],
  [0.28, 0.38, 0.2],
  [0.6, 0.52, 0.36],
];
const STONES: readonly Colour[] = [
  [0.45, 0.45, 0.46],
  [0.58, 0.56, 0.54],
  [0.34, 0.34, 0.37],
  [0.56, 0.5, 0.42],
];
const WATERS: readonly Colour[] = [
  [0.2, 0.38, 0.5],
  [0.32, 0.48, 0.52],
  [0.42, 0.48, 0.54],
];
const WALLS: readonly Colour[] = [
  [0.75, 0.7, 0.62],
  [0.6, 0.46, 0.4],
  [0.46, 0.5, 0.6],
  [0.82, 0.8, 0.78],
  [0.32, 0.28, 0.3],
];

const SCENES: Record<SceneName, Scene> = {
  sky: { above: SKIES, below: [...SKIES, ...GRASSES], horizon: [0.8, 1.3] },
  meadow: { above: [...SKIES, ...WOODS, ...WOODS], below: GRASSES, horizon: [0.15, 0.7] },
  road: { above: [...SKIES, ...WOODS, ...WALLS], below: STONES, horizon: [0.3, 0.75] },
  sea: { above: [...SKIES, ...WOODS], below: WATERS, horizon: [0.3, 0.7] },
  indoors: { above: WALLS, below: [...WALLS, ...STONES], horizon: [0.5, 1.1] },
};

/** Paints the background of a scene with up to three things in it that say nothing about the class. */
export function paintScene(canvas: Canvas, name: SceneName, random: Random): void {
  const scene = SCENES[name];
  const above = vary(pick(random, scene.above), 0.1, random);
  const below = vary(pick(random, scene.below), 0.1, random);
  const horizon = between(random, ...scene.horizon) * IMAGE_SIZE;
  const slope = between(random, -0.15, 0.15);
  const fade = between(random, 0, 0.35);
  for (let row = 0; row < IMAGE_SIZE; row++) {
    const [high, low] = [above, below].map((colour) =>
      mix(colour, [1, 1, 1], (fade * row) / IMAGE_SIZE),
    );
    for (let column = 0; column < IMAGE_SIZE; column++) {
      const line = horizon + slope * (column - IMAGE_SIZE / 2);
      coverPixel(canvas, row * IMAGE_SIZE + column, row < line ? high! : low!, 1);
    }
  }
  const things = random.nextBelow(5);
  for (let thing = 0; thing < things; thing++) {
    const colour = mix(happens(random, 0.5) ? above : below, pickAnyColour(random), 0.6);
    placeThing(canvas, random, between(random, 2, 7), colour);
  }
}

/** Covers a part of the image with something that stands in front of the subject. */
export function paintObstacle(canvas: Canvas, random: Random): void {
  placeThing(canvas, random, between(random, 3, 6.5), pickAnyColour(random));
}

function pickAnyColour(random: Random): Colour {
  return vary(pick(random, [...WOODS, ...GRASSES, ...STONES, ...WALLS]), 0.2, random);
}

function placeThing(canvas: Canvas, random: Random, size: number, colour: Colour): void {
  const pose = {
    x: between(random, 0, IMAGE_SIZE),
    y: between(random, 0, IMAGE_SIZE),
    scaleX: size,
    scaleY: size,
    tilt: between(random, 0, 1),
    flipped: false,
  };
  const style = { outline: between(random, 0, 0.4), relief: between(random, 0, 0.3) };
  new Pen(canvas, pose, style).fill(pickThing(random), colour);
}

function pickThing(random: Random): Shape {
  return pick(random, [
    () => circle([0, 0], 1),
    () => ellipse([0, 0], 1.6, 0.6),
    () => box([0, 0], between(random, 0.4, 1.2), 0.6, 0.1),
    () => limb([-2.5, 0], [2.5, 0], between(random, 0.12, 0.4)),
    () =>
      polygon(
        [
          [-1, 0.8],
          [0, -1],
          [1, 0.8],
        ],
        0.1,
      ),
  ])();
}
