import type { Random } from '@layerprint/core/random';
import { between, happens, pick } from '../chance.ts';
import { BLACK, COATS, WHITE, mix, shade, vary, type Colour } from '../colour.ts';
import type { Pen } from '../pen.ts';
import { blend, circle, ellipse, limb, polygon, stroke, type Point } from '../shape.ts';
import { drawLegs } from './legs.ts';

const CAT_EYES: readonly Colour[] = [
  [0.55, 0.75, 0.3],
  [0.9, 0.75, 0.25],
  [0.45, 0.65, 0.8],
];
const NOSE: Colour = [0.75, 0.45, 0.45];
const TONGUE: Colour = [0.85, 0.4, 0.45];

/** A cat, sitting and looking at us or walking: pointed ears, short muzzle, long tail. */
export function drawCat(pen: Pen, random: Random): void {
  const coat = vary(pick(random, COATS), 0.07, random);
  const chest = happens(random, 0.4) ? vary(WHITE, 0.05, random) : shade(coat, 1.2);
  if (happens(random, 0.55)) drawSittingCat(pen, random, coat, chest);
  else drawWalkingCat(pen, random, coat);
}

function drawSittingCat(pen: Pen, random: Random, coat: Colour, chest: Colour): void {
  const [hip, tip] = [between(random, 0.75, 0.95), between(random, -0.1, 0.4)];
  pen.fill(
    stroke(
      [
        [0.3, 0.75],
        [hip, 0.65],
        [hip + 0.02, tip],
      ],
      0.07,
    ),
    shade(coat, 0.85),
  );
  pen.fill(blend(ellipse([0, 0.5], 0.44, 0.38), ellipse([0, 0.12], 0.28, 0.3), 0.2), coat);
  pen.dot(ellipse([0, 0.36], 0.16, 0.3), chest, 0.9);
  for (const x of [-0.16, 0.16]) pen.fill(limb([x, 0.45], [x, 0.82], 0.09), coat);
  if (happens(random, 0.5))
    drawStripes(pen, coat, [
      [-0.36, 0.45],
      [0.36, 0.45],
    ]);
  drawCatFace(pen, random, [0, -0.34], 1, coat, chest);
}

function drawWalkingCat(pen: Pen, random: Random, coat: Colour): void {
  const bend = between(random, -0.95, -0.8);
  const tail: Point[] = [
    [-0.5, 0],
    [-0.82, -0.2],
    [bend, -0.6],
    [bend + between(random, -0.1, 0.25), -0.85],
  ];
  pen.fill(stroke(tail, 0.065), coat);
  drawLegs(pen, random, { coat, hind: -0.45, fore: 0.35, top: 0.15, foot: 0.62, width: 0.085 });
  pen.fill(
    blend(limb([-0.45, 0.08], [0.35, 0.06], 0.22, 0.2), limb([0.4, 0], [0.55, -0.2], 0.16), 0.15),
    coat,
  );
  if (happens(random, 0.5))
    drawStripes(pen, coat, [
      [-0.4, 0.02],
      [-0.18, 0],
      [0.05, 0],
    ]);
  drawCatFace(pen, random, [0.62, -0.28], 0.7, coat, shade(coat, 1.2));
}

function drawCatFace(
  pen: Pen,
  random: Random,
  [x, y]: Point,
  size: number,
  coat: Colour,
  muzzle: Colour,
): void {
  const eye = pick(random, CAT_EYES);
  const ear = between(random, 0.5, 0.62);
  for (const side of [-1, 1]) {
    const place = (dx: number, dy: number): Point => [x + side * dx * size, y + dy * size];
    pen.fill(polygon([place(0.38, -0.05), place(0.36, -ear), place(0.06, -0.25)]), coat);
    pen.dot(polygon([place(0.3, -0.2), place(0.31, -ear + 0.12), place(0.16, -0.26)]), NOSE, 0.8);
  }
  pen.fill(ellipse([x, y], 0.39 * size, 0.33 * size), coat);
  pen.dot(ellipse([x, y + 0.14 * size], 0.18 * size, 0.13 * size), muzzle, 0.8);
  for (const side of [-1, 1]) {
    pen.dot(ellipse([x + side * 0.17 * size, y - 0.04 * size], 0.1 * size, 0.085 * size), eye);
    pen.dot(ellipse([x + side * 0.17 * size, y - 0.04 * size], 0.035 * size, 0.08 * size), BLACK);
    const whisker: Point[] = [
      [x + side * 0.14 * size, y + 0.12 * size],
      [x + side * 0.52 * size, y + 0.06 * size],
    ];
    pen.dot(stroke(whisker, 0.018), WHITE, 0.7);
  }
  pen.dot(circle([x, y + 0.08 * size], 0.05 * size), NOSE);
}

/** A dog, sitting and looking at us or walking: hanging ears, long muzzle, short tail. */
export function drawDog(pen: Pen, random: Random): void {
  const coat = vary(pick(random, COATS), 0.07, random);
  const patch = happens(random, 0.5) ? shade(coat, 0.6) : vary(pick(random, COATS), 0.07, random);
  if (happens(random, 0.5)) drawSittingDog(pen, random, coat, patch);
  else drawWalkingDog(pen, random, coat, patch);
}

function drawSittingDog(pen: Pen, random: Random, coat: Colour, patch: Colour): void {
  pen.fill(
    limb([0.3, 0.7], [between(random, 0.62, 0.8), between(random, 0.3, 0.6)], 0.08, 0.05),
    coat,
  );
  pen.fill(blend(ellipse([0, 0.48], 0.42, 0.4), ellipse([0, 0.1], 0.3, 0.3), 0.2), coat);
  if (happens(random, 0.5)) pen.dot(ellipse([0, 0.34], 0.18, 0.28), WHITE, 0.85);
  for (const x of [-0.18, 0.18]) pen.fill(limb([x, 0.4], [x, 0.82], 0.11), coat);
  const y = -0.36;
  pen.fill(ellipse([0, y], 0.34, 0.34), coat);
  for (const side of [-1, 1]) {
    const hang = between(random, 0.12, 0.32);
    pen.fill(limb([side * 0.32, y - 0.2], [side * 0.46, y + hang], 0.09, 0.13), patch);
    pen.dot(circle([side * 0.14, y - 0.08], 0.06), BLACK);
  }
  pen.fill(ellipse([0, y + 0.18], 0.19, 0.2), mix(coat, WHITE, 0.35));
  pen.dot(ellipse([0, y + 0.08], 0.1, 0.075), BLACK);
  if (happens(random, 0.5)) pen.dot(limb([0, y + 0.32], [0, y + 0.46], 0.07), TONGUE);
}

function drawWalkingDog(pen: Pen, random: Random, coat: Colour, patch: Colour): void {
  const tip: Point = [between(random, -0.95, -0.75), between(random, -0.5, 0)];
  pen.fill(limb([-0.5, -0.02], tip, 0.09, 0.05), coat);
  drawLegs(pen, random, { coat, hind: -0.42, fore: 0.3, top: 0.15, foot: 0.72, width: 0.1 });
  pen.fill(
    blend(limb([-0.42, 0.08], [0.3, 0.06], 0.22, 0.27), limb([0.35, 0], [0.5, -0.32], 0.18), 0.15),
    coat,
  );
  if (happens(random, 0.5)) pen.dot(ellipse([-0.15, 0], 0.22, 0.16), patch, 0.9);
  const y = between(random, -0.46, -0.34);
  pen.fill(limb([0.56, y + 0.06], [0.88, y + 0.13], 0.15, 0.1), coat);
  pen.fill(circle([0.5, y], 0.23), coat);
  pen.dot(circle([0.96, y + 0.08], 0.06), BLACK);
  pen.dot(circle([0.6, y - 0.05], 0.045), BLACK);
  pen.fill(limb([0.42, y - 0.12], [0.34, y + between(random, 0.2, 0.34)], 0.08, 0.11), patch);
  if (happens(random, 0.4))
    pen.dot(
      stroke(
        [
          [0.28, -0.16],
          [0.56, -0.06],
        ],
        0.045,
      ),
      [0.75, 0.15, 0.15],
    );
}

function drawStripes(pen: Pen, coat: Colour, tops: readonly Point[]): void {
  for (const [x, y] of tops) {
    pen.dot(
      stroke(
        [
          [x, y - 0.16],
          [x + 0.03, y + 0.14],
        ],
        0.035,
      ),
      shade(coat, 0.5),
      0.8,
    );
  }
}
