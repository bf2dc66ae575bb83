import type { Random } from '@layerprint/core/random';
import { between, happens, pick } from '../chance.ts';
import { BLACK, GLASS, PAINTS, WHITE, mix, shade, vary, type Colour } from '../colour.ts';
import type { Pen } from '../pen.ts';
import { box, circle, limb, polygon, stroke, unite } from '../shape.ts';
import { drawWheel, LAMP, RIM, TYRE } from './vehicle-parts.ts';

/** A truck from the side, with a box, a tank, a load of logs or an open bed, or from the front. */
export function drawTruck(pen: Pen, random: Random): void {
  const paint = vary(pick(random, PAINTS), 0.1, random);
  const glass = mix(GLASS, pick(random, [BLACK, WHITE]), between(random, 0, 0.5));
  if (happens(random, 0.75)) drawTruckSide(pen, random, paint, glass);
  else drawTruckFront(pen, random, paint, glass);
}

function drawTruckSide(pen: Pen, random: Random, paint: Colour, glass: Colour): void {
  const radius = between(random, 0.13, 0.18);
  const cabTop = between(random, -0.42, -0.2);
  pen.dot(box([0, 0.56], 0.95, 0.05, 0.05), BLACK, 0.5);
  pen.fill(box([0, 0.34], 0.94, 0.07), TYRE);
  pick(random, [drawBoxLoad, drawBoxLoad, drawTank, drawOpenBed])(pen, random);
  const nose = happens(random, 0.4) ? 0.2 : 0;
  pen.fill(
    polygon(
      [
        [0.44, 0.32],
        [0.44, cabTop],
        [0.8 - nose, cabTop],
        [0.94 - nose, 0],
        [0.94, 0.05],
        [0.94, 0.32],
      ],
      0.02,
    ),
    paint,
  );
  pen.dot(
    polygon([
      [0.58 - nose / 2, -0.02],
      [0.58 - nose / 2, cabTop + 0.08],
      [0.76 - nose, cabTop + 0.08],
      [0.86 - nose, -0.02],
    ]),
    glass,
  );
  const axles = happens(random, 0.5) ? [-0.72, -0.34, 0.66] : [-0.62, 0.64];
  for (const x of axles) drawWheel(pen, [x, 0.44], radius);
  pen.dot(circle([0.92, 0.2], 0.05), LAMP);
}

function drawBoxLoad(pen: Pen, random: Random): void {
  const colour = vary(happens(random, 0.5) ? WHITE : pick(random, PAINTS), 0.08, random);
  const height = between(random, 0.36, 0.5);
  pen.fill(box([-0.28, 0.28 - height], 0.66, height, 0.02), colour);
  if (!happens(random, 0.5)) return;
  const stripe = vary(pick(random, PAINTS), 0.1, random);
  pen.dot(box([-0.28, 0.28 - height], 0.6, between(random, 0.06, 0.14)), stripe, 0.9);
}

function drawTank(pen: Pen, random: Random): void {
  const colour = vary(happens(random, 0.6) ? RIM : pick(random, PAINTS), 0.08, random);
  pen.fill(limb([-0.68, -0.02], [0.12, -0.02], between(random, 0.24, 0.32)), colour);
  pen.dot(
    stroke(
      [
        [-0.8, -0.12],
        [0.24, -0.12],
      ],
      0.04,
    ),
    WHITE,
    0.5,
  );
}

function drawOpenBed(pen: Pen, random: Random): void {
  const load = vary(
    pick(random, [
      [0.45, 0.33, 0.2],
      [0.5, 0.48, 0.45],
      [0.6, 0.5, 0.3],
    ] as const),
    0.08,
    random,
  );
  const heap = between(random, -0.4, -0.15);
  pen.fill(
    polygon(
      [
        [-0.88, 0],
        [-0.45, heap],
        [0, heap + 0.05],
        [0.32, 0],
      ],
      0.03,
    ),
    load,
  );
  const bed = vary(pick(random, PAINTS), 0.1, random);
  pen.fill(
    polygon([
      [-0.96, -0.06],
      [0.38, -0.06],
      [0.34, 0.28],
      [-0.88, 0.28],
    ]),
    bed,
  );
  for (const x of [-0.6, -0.25, 0.1])
    pen.dot(
      stroke(
        [
          [x, -0.02],
          [x, 0.24],
        ],
        0.02,
      ),
      shade(bed, 0.6),
    );
}

function drawTruckFront(pen: Pen, random: Random, paint: Colour, glass: Colour): void {
  const width = between(random, 0.5, 0.6);
  for (const x of [-0.42, 0.42]) pen.fill(box([x, 0.72], 0.14, 0.16, 0.04), TYRE);
  if (happens(random, 0.6)) {
    const load = vary(happens(random, 0.5) ? WHITE : pick(random, PAINTS), 0.08, random);
    pen.fill(box([0, -0.3], width + 0.08, 0.62, 0.02), load);
  }
  pen.fill(box([0, 0.1], width, 0.62, 0.08), paint);
  pen.dot(box([0, -0.22], width - 0.08, 0.2, 0.04), glass);
  pen.dot(box([0, 0.26], width * 0.55, 0.18, 0.02), mix(paint, BLACK, 0.7));
  for (const y of [0.16, 0.26, 0.36])
    pen.dot(
      stroke(
        [
          [-width * 0.5, y],
          [width * 0.5, y],
        ],
        0.015,
      ),
      RIM,
    );
  for (const x of [-0.4, 0.4]) pen.dot(box([x, 0.5], 0.09, 0.07), LAMP);
  pen.dot(box([0, 0.64], width + 0.03, 0.06), shade(RIM, 0.8));
  pen.dot(
    unite(box([-width - 0.1, -0.15], 0.05, 0.12), box([width + 0.1, -0.15], 0.05, 0.12)),
    BLACK,
  );
}
