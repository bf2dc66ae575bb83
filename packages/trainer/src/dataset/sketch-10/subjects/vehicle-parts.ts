import type { Colour } from '../colour.ts';
import type { Pen } from '../pen.ts';
import { circle, type Point } from '../shape.ts';

export const LAMP: Colour = [0.96, 0.9, 0.6];
export const TYRE: Colour = [0.1, 0.1, 0.11];
export const RIM: Colour = [0.62, 0.62, 0.64];

/** Draws a wheel from the side. */
export function drawWheel(pen: Pen, centre: Point, radius: number): void {
  pen.fill(circle(centre, radius), TYRE);
  pen.dot(circle(centre, radius * 0.45), RIM);
}
