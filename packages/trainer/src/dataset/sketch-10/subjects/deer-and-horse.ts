import type { Random } from '@layerprint/core/random';
import { between, happens, pick } from '../chance.ts';
import { BLACK, COATS, WHITE, mix, shade, vary, type Colour } from '../colour.ts';
import type { Pen } from '../pen.ts';
import { blend, circle, ellipse, limb, polygon, stroke, unite, type Point } from '../shape.ts';
import { drawLegs } from './legs.ts';

const ANTLER: Colour = [0.55, 0.45, 0.32];
const SADDLE: Colour = [0.35, 0.18, 0.12];

/** A deer from the side, or its head from the front: antlers or large ears, slender, a white tail. */
export function drawDeer(pen: Pen, random: Random): void {
  const coat = vary(pick(random, COATS), 0.07, random);
  if (happens(random, 0.72)) drawDeerSide(pen, random, coat);
  else drawDeerHead(pen, random, coat);
}

function drawDeerSide(pen: Pen, random: Random, coat: Colour): void {
  const head: Point = [between(random, 0.55, 0.72), between(random, -0.5, -0.36)];
  const [x, y] = head;
  drawLegs(pen, random, { coat, hind: -0.5, fore: 0.22, top: 0.15, foot: 0.92, width: 0.055 });
  pen.fill(ellipse([-0.64, 0], 0.1, 0.14), WHITE);
  pen.fill(
    blend(
      limb([-0.48, 0.08], [0.22, 0.06], 0.19, 0.2),
      limb([0.25, 0], [x - 0.08, y], 0.13, 0.09),
      0.12,
    ),
    coat,
  );
  if (happens(random, 0.4)) drawFawnSpots(pen, random);
  if (happens(random, 0.75)) drawAntlers(pen, random, [x - 0.06, y - 0.1], 0.5, [-1, 0.6]);
  pen.fill(limb([x - 0.08, y - 0.08], [x - 0.3, y - 0.14], 0.07, 0.03), shade(coat, 0.8));
  pen.fill(limb([x - 0.04, y - 0.02], [x + 0.2, y + 0.09], 0.1, 0.06), coat);
  pen.dot(circle([x + 0.23, y + 0.08], 0.045), BLACK);
  pen.dot(circle([x, y - 0.04], 0.035), BLACK);
}

function drawDeerHead(pen: Pen, random: Random, coat: Colour): void {
  pen.fill(limb([0, 0.2], [0, 0.95], 0.22, 0.36), shade(coat, 0.85));
  if (happens(random, 0.85)) {
    drawAntlers(pen, random, [0, -0.25], 0.75, [-1, 1]);
  }
  for (const side of [-1, 1]) {
    pen.fill(limb([side * 0.22, -0.12], [side * 0.56, -0.24], 0.09, 0.05), shade(coat, 0.8));
  }
  pen.fill(blend(ellipse([0, 0], 0.27, 0.28), limb([0, 0.1], [0, 0.46], 0.18, 0.13), 0.1), coat);
  for (const side of [-1, 1]) pen.dot(circle([side * 0.17, 0.02], 0.055), BLACK);
  pen.dot(ellipse([0, 0.5], 0.1, 0.07), BLACK);
}

/** @param widths How far each antler reaches: −1 fully to the left, 1 fully to the right. */
function drawAntlers(
  pen: Pen,
  random: Random,
  [x, y]: Point,
  size: number,
  widths: readonly number[],
): void {
  const spread = between(random, 0.35, 0.6);
  for (const side of widths) {
    const at = (dx: number, dy: number): Point => [x + side * dx * size, y - dy * size];
    const antler = unite(
      stroke([at(0, 0), at(spread * 0.7, 0.4), at(spread, 1)], 0.035),
      stroke([at(spread * 0.7, 0.4), at(spread * 1.6, 0.7)], 0.03),
      stroke([at(spread * 0.4, 0.25), at(0, 0.65)], 0.03),
    );
    pen.dot(antler, ANTLER);
  }
}

function drawFawnSpots(pen: Pen, random: Random): void {
  for (let spot = 0; spot < 5; spot++) {
    const centre: Point = [-0.5 + spot * 0.16, between(random, -0.06, 0.1)];
    pen.dot(circle(centre, 0.035), WHITE, 0.8);
  }
}

/** A horse from the side, or its head and neck: a mane, a long tail, a long face. */
export function drawHorse(pen: Pen, random: Random): void {
  const coat = vary(pick(random, COATS), 0.07, random);
  const mane = mix(coat, happens(random, 0.75) ? BLACK : WHITE, between(random, 0.5, 0.9));
  if (happens(random, 0.75)) drawHorseSide(pen, random, coat, mane);
  else drawHorseHead(pen, random, coat, mane);
}

function drawHorseSide(pen: Pen, random: Random, coat: Colour, mane: Colour): void {
  const grazes = happens(random, 0.2);
  const [x, y] = grazes ? [0.78, 0.4] : [between(random, 0.6, 0.72), between(random, -0.62, -0.48)];
  const swing = between(random, -0.98, -0.8);
  pen.fill(
    stroke(
      [
        [-0.55, -0.08],
        [swing + 0.1, 0.1],
        [swing, between(random, 0.4, 0.6)],
      ],
      0.08,
    ),
    mane,
  );
  drawLegs(pen, random, { coat, hind: -0.46, fore: 0.3, top: 0.15, foot: 0.92, width: 0.085 });
  const neck = limb([0.3, -0.05], [x - 0.06, y + 0.04], 0.22, 0.14);
  pen.fill(blend(limb([-0.42, 0.06], [0.28, 0.05], 0.25, 0.25), neck, 0.12), coat);
  const crest: Point[] = [
    [0.14, -0.22],
    [0.3, (y - 0.35) / 2],
    [x - 0.16, y - 0.1],
  ];
  pen.fill(
    stroke(
      grazes
        ? [
            [0.32, -0.2],
            [x, 0.22],
          ]
        : crest,
      0.075,
    ),
    mane,
  );
  const muzzle: Point = grazes ? [x + 0.12, y + 0.36] : [x + 0.24, y + 0.24];
  pen.fill(
    polygon(
      [
        [x - 0.14, y - 0.06],
        [x - 0.1, y - 0.26],
        [x, y - 0.08],
      ],
      0.01,
    ),
    coat,
  );
  pen.fill(limb([x - 0.03, y], muzzle, 0.13, 0.085), coat);
  pen.dot(circle([x + 0.04, y - 0.02], 0.035), BLACK);
  if (happens(random, 0.25)) pen.fill(ellipse([-0.06, -0.2], 0.17, 0.1), SADDLE);
}

function drawHorseHead(pen: Pen, random: Random, coat: Colour, mane: Colour): void {
  const drop = between(random, 0, 0.14);
  pen.fill(
    polygon(
      [
        [-0.9, 1.1],
        [-0.5, 0],
        [-0.05, -0.6],
        [0.12, -0.1],
        [0.2, 1.1],
      ],
      0.06,
    ),
    coat,
  );
  pen.fill(
    stroke(
      [
        [-0.85, 0.6],
        [-0.52, -0.05],
        [-0.1, -0.62],
      ],
      0.11,
    ),
    mane,
  );
  pen.fill(
    polygon(
      [
        [-0.08, -0.55],
        [0.02, -0.92],
        [0.14, -0.55],
      ],
      0.02,
    ),
    coat,
  );
  pen.fill(limb([0.08, -0.4], [0.62, 0.24 + drop], 0.25, 0.15), coat);
  pen.dot(circle([0.16, -0.42], 0.055), BLACK);
  pen.dot(circle([0.68, 0.2 + drop], 0.04), BLACK);
  if (happens(random, 0.4))
    pen.dot(
      stroke(
        [
          [0.22, -0.5],
          [0.62, 0.05 + drop],
        ],
        0.045,
      ),
      WHITE,
      0.9,
    );
}
