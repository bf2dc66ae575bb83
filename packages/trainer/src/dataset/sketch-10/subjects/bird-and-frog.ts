import type { Random } from '@layerprint/core/random';
import { between, happens, pick } from '../chance.ts';
import { BLACK, COATS, WHITE, mix, shade, vary, type Colour } from '../colour.ts';
import type { Pen } from '../pen.ts';
import { blend, circle, ellipse, limb, polygon, stroke, type Point } from '../shape.ts';

const FEATHERS: readonly Colour[] = [
  ...COATS,
  [0.7, 0.18, 0.15],
  [0.2, 0.4, 0.68],
  [0.85, 0.72, 0.2],
  [0.35, 0.5, 0.25],
];
const BEAK: Colour = [0.85, 0.6, 0.18];
const SKINS: readonly Colour[] = [
  [0.3, 0.52, 0.2],
  [0.42, 0.58, 0.22],
  [0.25, 0.4, 0.22],
  [0.45, 0.42, 0.22],
  [0.46, 0.34, 0.2],
];

/** A bird that stands, or flies with its wings up or down. */
export function drawBird(pen: Pen, random: Random): void {
  const feathers = vary(pick(random, FEATHERS), 0.08, random);
  const breast = mix(feathers, pick(random, FEATHERS), between(random, 0, 0.8));
  if (happens(random, 0.65)) drawStandingBird(pen, random, feathers, breast);
  else drawFlyingBird(pen, random, feathers, breast);
}

function drawStandingBird(pen: Pen, random: Random, feathers: Colour, breast: Colour): void {
  const neck = between(random, 0, 0.3);
  const head: Point = [0.5, -0.36 - neck];
  const legs = between(random, 0.55, 0.8);
  for (const x of [-0.05, 0.12]) {
    pen.dot(
      stroke(
        [
          [x, 0.25],
          [x + 0.02, legs],
          [x + 0.16, legs],
        ],
        0.028,
      ),
      shade(BEAK, 0.7),
    );
  }
  pen.fill(
    polygon(
      [
        [-0.35, -0.1],
        [-0.95, between(random, 0.05, 0.4)],
        [-0.3, 0.22],
      ],
      0.03,
    ),
    shade(feathers, 0.75),
  );
  pen.fill(
    blend(ellipse([0, 0.06], 0.5, 0.32), limb([0.3, -0.05], head, 0.2, 0.14), 0.2),
    feathers,
  );
  pen.dot(ellipse([0.2, 0.16], 0.24, 0.18), breast, 0.9);
  pen.fill(
    polygon(
      [
        [0.18, -0.08],
        [-0.62, between(random, 0, 0.25)],
        [-0.1, 0.2],
      ],
      0.05,
    ),
    shade(feathers, 0.7),
  );
  drawBirdHead(pen, random, head, feathers);
}

function drawFlyingBird(pen: Pen, random: Random, feathers: Colour, breast: Colour): void {
  const lift = pick(random, [-1, -1, 1]) * between(random, 0.55, 0.9);
  const reach = between(random, -0.5, -0.1);
  pen.fill(
    polygon(
      [
        [0.25, 0],
        [-0.2, 0],
        [reach + 0.35, lift * 0.85],
      ],
      0.03,
    ),
    shade(feathers, 0.65),
  );
  pen.fill(
    polygon(
      [
        [-0.4, -0.05],
        [-0.95, -0.16],
        [-0.95, 0.14],
        [-0.4, 0.08],
      ],
      0.02,
    ),
    shade(feathers, 0.75),
  );
  pen.fill(limb([-0.35, 0.02], [0.35, -0.02], 0.12, 0.19), feathers);
  pen.dot(ellipse([0.1, 0.1], 0.3, 0.08), breast, 0.9);
  pen.fill(
    polygon(
      [
        [0.2, 0.02],
        [-0.3, 0.02],
        [reach - 0.15, lift * 0.7],
        [reach, lift],
      ],
      0.03,
    ),
    shade(feathers, 0.85),
  );
  drawBirdHead(pen, random, [0.52, -0.12], feathers);
}

function drawBirdHead(pen: Pen, random: Random, [x, y]: Point, feathers: Colour): void {
  const beak = between(random, 0.22, 0.42);
  pen.fill(
    polygon([
      [x + 0.1, y - 0.08],
      [x + 0.1 + beak, y + 0.05],
      [x + 0.08, y + 0.1],
    ]),
    BEAK,
  );
  pen.fill(circle([x, y], 0.18), feathers);
  pen.dot(circle([x + 0.06, y - 0.04], 0.05), BLACK);
}

/** A frog from the front or from the side: squat, folded legs, eyes on top of its head. */
export function drawFrog(pen: Pen, random: Random): void {
  const skin = vary(pick(random, SKINS), 0.07, random);
  const belly = mix(skin, WHITE, between(random, 0.3, 0.65));
  if (happens(random, 0.5)) drawFrogFront(pen, random, skin, belly);
  else drawFrogSide(pen, random, skin, belly);
}

function drawFrogFront(pen: Pen, random: Random, skin: Colour, belly: Colour): void {
  const width = between(random, 0.5, 0.64);
  const height = between(random, 0.36, 0.48);
  const leg = shade(skin, 0.8);
  for (const side of [-1, 1]) {
    pen.fill(ellipse([side * 0.66, 0.34], 0.26, 0.3), leg);
    pen.fill(limb([side * 0.62, 0.6], [side * 0.95, 0.66], 0.07, 0.05), leg);
  }
  pen.fill(ellipse([0, 0.2], width, height), skin);
  pen.dot(ellipse([0, 0.36], width * 0.6, height * 0.5), belly, 0.9);
  for (const side of [-1, 1]) {
    pen.fill(limb([side * 0.28, 0.3], [side * 0.3, 0.64], 0.08), skin);
    pen.dot(limb([side * 0.22, 0.68], [side * 0.42, 0.68], 0.05), skin);
  }
  pen.fill(ellipse([0, -0.12], width * 0.95, 0.28), skin);
  for (const side of [-1, 1]) drawFrogEye(pen, random, [side * 0.34, -0.38]);
  pen.dot(
    stroke(
      [
        [-0.38, -0.06],
        [0, 0.03],
        [0.38, -0.06],
      ],
      0.03,
    ),
    shade(skin, 0.35),
  );
  drawSpots(pen, random, skin);
}

function drawFrogSide(pen: Pen, random: Random, skin: Colour, belly: Colour): void {
  const rise = between(random, -0.32, -0.12);
  pen.fill(
    blend(
      limb([-0.6, 0.36], [0.2, rise + 0.12], 0.22, 0.32),
      ellipse([0.5, rise], 0.38, 0.24),
      0.15,
    ),
    skin,
  );
  pen.dot(limb([0.1, 0.36], [0.62, rise + 0.16], 0.12, 0.07), belly, 0.9);
  pen.fill(limb([0.22, 0.2], [0.38, 0.62], 0.1, 0.07), shade(skin, 0.9));
  pen.dot(limb([0.38, 0.66], [0.62, 0.66], 0.05), shade(skin, 0.9));
  pen.fill(limb([-0.62, 0.44], [-0.02, 0.2], 0.16, 0.13), shade(skin, 0.8));
  pen.fill(limb([-0.02, 0.24], [-0.5, 0.6], 0.1, 0.06), shade(skin, 0.75));
  pen.dot(limb([-0.5, 0.66], [-0.1, 0.68], 0.05), shade(skin, 0.75));
  drawFrogEye(pen, random, [0.46, rise - 0.24]);
  pen.dot(
    stroke(
      [
        [0.42, rise + 0.08],
        [0.84, rise + 0.04],
      ],
      0.025,
    ),
    shade(skin, 0.35),
  );
  drawSpots(pen, random, skin);
}

function drawFrogEye(pen: Pen, random: Random, [x, y]: Point): void {
  const iris = pick(random, [
    [0.9, 0.8, 0.3],
    [0.85, 0.6, 0.2],
    [0.8, 0.82, 0.6],
  ] as const);
  pen.fill(circle([x, y], 0.17), iris);
  pen.dot(ellipse([x, y], 0.09, 0.07), BLACK);
}

function drawSpots(pen: Pen, random: Random, skin: Colour): void {
  const spots = random.nextBelow(5);
  for (let spot = 0; spot < spots; spot++) {
    const centre: Point = [between(random, -0.35, 0.3), between(random, -0.15, 0.25)];
    pen.dot(circle(centre, between(random, 0.04, 0.08)), shade(skin, 0.55), 0.8);
  }
}
