import type { Random } from '@layerprint/core/random';
import { between, happens, pick } from '../chance.ts';
import { BLACK, GLASS, PAINTS, WHITE, mix, shade, vary, type Colour } from '../colour.ts';
import type { Pen } from '../pen.ts';
import { box, circle, ellipse, limb, polygon, stroke, unite, type Point } from '../shape.ts';

/** An airplane from the side or from above. */
export function drawAirplane(pen: Pen, random: Random): void {
  const body = vary(happens(random, 0.6) ? WHITE : pick(random, PAINTS), 0.08, random);
  const trim = happens(random, 0.5) ? shade(body, 0.75) : vary(pick(random, PAINTS), 0.08, random);
  if (happens(random, 0.55)) drawAirplaneSide(pen, random, body, trim);
  else drawAirplaneTop(pen, random, body, trim);
}

function drawAirplaneSide(pen: Pen, random: Random, body: Colour, trim: Colour): void {
  const girth = between(random, 0.11, 0.18);
  const fin = between(random, 0.4, 0.58);
  const sweep = between(random, 0.15, 0.45);
  pen.fill(
    polygon([
      [-0.95, -fin],
      [-0.75, -fin],
      [-0.5, -0.05],
      [-0.88, 0],
    ]),
    trim,
  );
  pen.fill(limb([-0.85, -0.04], [0.75, 0], girth * 0.45, girth), body);
  pen.fill(
    polygon([
      [-0.98, -0.1],
      [-0.72, -0.1],
      [-0.62, 0],
      [-0.88, 0],
    ]),
    shade(trim, 0.85),
  );
  pen.dot(
    stroke(
      [
        [-0.45, -0.05],
        [0.5, -0.04],
      ],
      0.025,
    ),
    GLASS,
    0.8,
  );
  pen.dot(limb([0.72, -0.06], [0.82, -0.04], 0.05), GLASS);
  pen.fill(
    polygon([
      [-0.1, 0.02],
      [0.3, 0.02],
      [0.05 - sweep, 0.5],
      [-0.15 - sweep, 0.5],
    ]),
    shade(body, 0.8),
  );
  if (happens(random, 0.6)) pen.fill(limb([-0.02, 0.22], [0.18, 0.22], 0.07), shade(trim, 0.7));
}

function drawAirplaneTop(pen: Pen, random: Random, body: Colour, trim: Colour): void {
  const girth = between(random, 0.09, 0.15);
  const sweep = between(random, 0.1, 0.5);
  const span = between(random, 0.75, 0.95);
  for (const side of [-1, 1]) {
    const wing: Point[] = [
      [0.3, 0],
      [-0.08, 0],
      [0 - sweep, side * span],
      [0.16 - sweep, side * span],
    ];
    pen.fill(polygon(wing), shade(body, 0.85));
    pen.fill(
      polygon([
        [-0.6, 0],
        [-0.82, 0],
        [-0.92, side * 0.36],
        [-0.78, side * 0.36],
      ]),
      trim,
    );
  }
  pen.fill(limb([-0.85, 0], [0.8, 0], girth * 0.5, girth), body);
  pen.dot(limb([0.72, -0.04], [0.72, 0.04], 0.05), GLASS);
  pen.dot(
    stroke(
      [
        [-0.9, 0],
        [-0.6, 0],
      ],
      0.03,
    ),
    shade(trim, 0.7),
  );
}

/** A ship on its water: a steamer, a freighter or a sailing boat. */
export function drawShip(pen: Pen, random: Random): void {
  const hull = vary(pick(random, PAINTS), 0.08, random);
  const depth = between(random, 0.2, 0.34);
  const sheer = between(random, 0.02, 0.14);
  pick(random, [drawSteamerDeck, drawFreighterDeck, drawSails])(pen, random);
  pen.fill(
    polygon([
      [-0.92, 0.12],
      [0.6, 0.12],
      [0.98, 0.12 - sheer],
      [0.72, 0.12 + depth],
      [-0.76, 0.12 + depth],
    ]),
    hull,
  );
  if (happens(random, 0.6))
    pen.dot(
      stroke(
        [
          [-0.84, 0.2],
          [0.82, 0.17],
        ],
        0.03,
      ),
      WHITE,
      0.8,
    );
  const water = vary([0.22, 0.4, 0.5], 0.1, random);
  const level = 0.16 + depth;
  pen.dot(box([0, level + 0.2], 1.6, 0.2), water, 0.85);
  for (let wave = 0; wave < 3; wave++) {
    const x = between(random, -1.1, 0.7);
    const y = level + between(random, 0.02, 0.3);
    pen.dot(
      stroke(
        [
          [x, y],
          [x + 0.35, y],
        ],
        0.03,
      ),
      mix(water, WHITE, 0.5),
      0.8,
    );
  }
}

function drawSteamerDeck(pen: Pen, random: Random): void {
  const funnel = vary(pick(random, PAINTS), 0.08, random);
  const height = between(random, 0.35, 0.6);
  pen.fill(limb([0.45, 0.1], [0.45, -0.65], 0.025), BLACK);
  for (const x of happens(random, 0.5) ? [-0.15] : [-0.35, 0.05]) {
    pen.fill(box([x, -0.1 - height / 2], 0.11, height / 2), funnel);
    pen.dot(box([x, -0.06 - height], 0.11, 0.05), BLACK);
  }
  pen.fill(box([-0.1, 0], 0.62, 0.14), WHITE);
  pen.fill(box([-0.05, -0.18], 0.4, 0.09), WHITE);
  pen.dot(
    stroke(
      [
        [-0.6, 0.02],
        [0.4, 0.02],
      ],
      0.03,
    ),
    GLASS,
  );
}

function drawFreighterDeck(pen: Pen, random: Random): void {
  pen.fill(box([-0.62, -0.22], 0.2, 0.36), WHITE);
  pen.dot(box([-0.62, -0.42], 0.17, 0.05), GLASS);
  pen.fill(limb([-0.62, -0.55], [-0.62, -0.8], 0.03), BLACK);
  for (let column = 0; column < 4; column++) {
    const layers = 1 + random.nextBelow(3);
    for (let layer = 0; layer < layers; layer++) {
      const centre: Point = [-0.25 + column * 0.25, 0.02 - layer * 0.19];
      pen.fill(box(centre, 0.12, 0.095), vary(pick(random, PAINTS), 0.08, random));
    }
  }
}

function drawSails(pen: Pen, random: Random): void {
  const sail = vary(happens(random, 0.75) ? WHITE : pick(random, PAINTS), 0.06, random);
  const top = between(random, -0.98, -0.75);
  pen.fill(limb([0, 0.12], [0, top], 0.035), [0.35, 0.24, 0.15]);
  pen.fill(
    polygon([
      [0.06, top + 0.08],
      [0.06, 0],
      [between(random, 0.5, 0.75), 0],
    ]),
    sail,
  );
  pen.fill(
    polygon([
      [-0.06, top + 0.02],
      [-0.06, 0],
      [between(random, -0.85, -0.5), 0],
    ]),
    sail,
  );
  if (happens(random, 0.4)) {
    pen.fill(unite(ellipse([-0.6, 0], 0.08, 0.12), circle([-0.6, -0.14], 0.07)), [0.3, 0.25, 0.3]);
  }
}
