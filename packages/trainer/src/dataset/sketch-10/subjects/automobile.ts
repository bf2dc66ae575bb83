import type { Random } from '@layerprint/core/random';
import { between, happens, pick } from '../chance.ts';
import { BLACK, GLASS, PAINTS, WHITE, mix, shade, vary, type Colour } from '../colour.ts';
import type { Pen } from '../pen.ts';
import { box, circle, polygon, stroke } from '../shape.ts';
import { drawWheel, LAMP, TYRE } from './vehicle-parts.ts';

/** A car from the side or from the front. */
export function drawAutomobile(pen: Pen, random: Random): void {
  const paint = vary(pick(random, PAINTS), 0.1, random);
  const glass = mix(GLASS, pick(random, [BLACK, WHITE]), between(random, 0, 0.5));
  if (happens(random, 0.68)) drawCarSide(pen, random, paint, glass);
  else drawCarFront(pen, random, paint, glass);
}

function drawCarSide(pen: Pen, random: Random, paint: Colour, glass: Colour): void {
  const roof = between(random, -0.5, -0.34);
  const [back, front] = [between(random, -0.62, -0.25), between(random, 0.12, 0.32)];
  const rear = Math.max(back - between(random, 0.1, 0.35), -0.9);
  const hood = front + between(random, 0.22, 0.38);
  const radius = between(random, 0.17, 0.23);
  pen.dot(box([0, 0.5], 0.95, 0.05, 0.05), BLACK, 0.5);
  pen.fill(
    polygon(
      [
        [rear, 0.02],
        [back, roof],
        [front, roof],
        [hood, 0.02],
      ],
      0.05,
    ),
    paint,
  );
  pen.fill(box([0, 0.18], 0.96, between(random, 0.19, 0.25), 0.12), paint);
  const pillar = (back + front) / 2;
  const sill = -0.04;
  const lintel = roof + 0.05;
  pen.dot(
    polygon([
      [rear + 0.12, sill],
      [back + 0.04, lintel],
      [pillar - 0.03, lintel],
      [pillar - 0.03, sill],
    ]),
    glass,
  );
  pen.dot(
    polygon([
      [pillar + 0.04, sill],
      [pillar + 0.04, lintel],
      [front - 0.02, lintel],
      [hood - 0.12, sill],
    ]),
    glass,
  );
  pen.dot(
    stroke(
      [
        [pillar, 0],
        [pillar, 0.3],
      ],
      0.012,
    ),
    shade(paint, 0.5),
  );
  for (const x of [-0.56, 0.58]) drawWheel(pen, [x, 0.4], radius);
  pen.dot(circle([0.9, 0.12], 0.06), LAMP);
  pen.dot(circle([-0.92, 0.12], 0.05), [0.7, 0.1, 0.1]);
}

function drawCarFront(pen: Pen, random: Random, paint: Colour, glass: Colour): void {
  const roof = between(random, -0.62, -0.48);
  const top = between(random, 0.36, 0.46);
  for (const x of [-0.5, 0.5]) pen.fill(box([x, 0.48], 0.13, 0.18, 0.05), TYRE);
  pen.fill(
    polygon(
      [
        [-top, roof],
        [top, roof],
        [0.62, 0],
        [-0.62, 0],
      ],
      0.06,
    ),
    paint,
  );
  pen.dot(
    polygon([
      [0.04 - top, roof + 0.06],
      [top - 0.04, roof + 0.06],
      [0.5, -0.06],
      [-0.5, -0.06],
    ]),
    glass,
  );
  pen.fill(box([0, 0.22], 0.72, 0.26, 0.12), paint);
  pen.dot(box([0, 0.24], 0.3, 0.08, 0.03), shade(BLACK, 1.2));
  for (const x of [-0.52, 0.52]) pen.dot(circle([x, 0.16], 0.12), LAMP);
  pen.dot(box([0, 0.43], 0.66, 0.04), mix(paint, BLACK, 0.5));
}
