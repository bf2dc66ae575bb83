import type { Random } from '@layerprint/core/random';
import { CIFAR10 } from '@layerprint/core/images';
import type { Pen } from './pen.ts';
import type { SceneName } from './scene.ts';
import { drawAirplane, drawShip } from './subjects/aircraft-and-ships.ts';
import { drawAutomobile } from './subjects/automobile.ts';
import { drawBird, drawFrog } from './subjects/bird-and-frog.ts';
import { drawCat, drawDog } from './subjects/cat-and-dog.ts';
import { drawDeer, drawHorse } from './subjects/deer-and-horse.ts';
import { drawTruck } from './subjects/truck.ts';

/** What a class looks like and where it is found. */
export interface Subject {
  /** Draws one of the class in its own units, −1 to 1, facing right. */
  readonly draw: (pen: Pen, random: Random) => void;
  /** Where it is found; a scene that is named twice is twice as likely. */
  readonly scenes: readonly SceneName[];
  /** It leans by up to this much to either side, in turns. */
  readonly maxTilt: number;
}

const SUBJECTS: Readonly<Record<string, Subject>> = {
  airplane: { draw: drawAirplane, scenes: ['sky', 'sky', 'road', 'sea'], maxTilt: 0.12 },
  automobile: {
    draw: drawAutomobile,
    scenes: ['road', 'road', 'meadow', 'indoors'],
    maxTilt: 0.03,
  },
  bird: { draw: drawBird, scenes: ['sky', 'meadow', 'sea', 'indoors'], maxTilt: 0.06 },
  cat: { draw: drawCat, scenes: ['indoors', 'indoors', 'meadow', 'road'], maxTilt: 0.04 },
  deer: { draw: drawDeer, scenes: ['meadow', 'meadow', 'road', 'sky'], maxTilt: 0.03 },
  dog: { draw: drawDog, scenes: ['indoors', 'meadow', 'meadow', 'road'], maxTilt: 0.04 },
  frog: { draw: drawFrog, scenes: ['meadow', 'meadow', 'sea', 'indoors'], maxTilt: 0.06 },
  horse: { draw: drawHorse, scenes: ['meadow', 'meadow', 'road', 'sky'], maxTilt: 0.03 },
  ship: { draw: drawShip, scenes: ['sea', 'sea', 'sky', 'meadow'], maxTilt: 0.03 },
  truck: { draw: drawTruck, scenes: ['road', 'road', 'meadow', 'indoors'], maxTilt: 0.03 },
};

/** The subject of a label, 0 to 9. */
export function subjectOf(label: number): Subject {
  return SUBJECTS[CIFAR10.classNames[label]!]!;
}
