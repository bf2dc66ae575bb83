import type { Random } from '@layerprint/core/random';
import { between } from '../chance.ts';
import { shade, type Colour } from '../colour.ts';
import type { Pen } from '../pen.ts';
import { limb } from '../shape.ts';

/** Where the legs of a four-legged animal are, seen from the side. */
export interface Legs {
  readonly coat: Colour;
  /** x of the hind and of the fore legs. */
  readonly hind: number;
  readonly fore: number;
  /** y of their upper and lower ends. */
  readonly top: number;
  readonly foot: number;
  /** Half their width. */
  readonly width: number;
}

/** Draws four legs in mid-stride, the far ones darker and first. */
export function drawLegs(pen: Pen, random: Random, legs: Legs): void {
  for (const far of [true, false]) {
    const coat = far ? shade(legs.coat, 0.65) : legs.coat;
    for (const hip of [legs.hind, legs.fore]) {
      const x = far ? hip + 0.12 : hip;
      const stride = between(random, -0.16, 0.16);
      const knee = (legs.top + legs.foot) / 2;
      pen.fill(limb([x, legs.top], [x + stride / 3, knee], legs.width * 1.4, legs.width), coat);
      pen.fill(limb([x + stride / 3, knee], [x + stride, legs.foot], legs.width), coat);
    }
  }
}
