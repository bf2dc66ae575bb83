import { coverPixel, type Canvas } from './canvas.ts';
import { BLACK, mix, type Colour } from './colour.ts';
import { IMAGE_SIZE } from './image-size.ts';
import { clamp, type Shape } from './shape.ts';
import { cosine, sine } from './trigonometry.ts';

/** Where and how a drawing stands in the image. A drawing's own units reach from −1 to 1. */
export interface Pose {
  /** Where the drawing's origin is, in pixels from the top left. */
  readonly x: number;
  readonly y: number;
  /** Pixels per unit of the drawing, along its x and y. */
  readonly scaleX: number;
  readonly scaleY: number;
  /** Clockwise, in turns. */
  readonly tilt: number;
  /** Whether left and right are exchanged. */
  readonly flipped: boolean;
}

/** How everything of one drawing is filled. */
export interface Style {
  /** How dark the outlines are, 0 to 1. */
  readonly outline: number;
  /** How much lighter the top is than the bottom, 0 to 1. */
  readonly relief: number;
}

/** Width of outlines, in pixels. */
const OUTLINE_WIDTH = 1;
/** Pixels along a side of the blocks that a pen looks at first. */
const BLOCK = 4;
/** From the middle of a block, everything that touches it is nearer than this, in pixels. */
const BLOCK_REACH = 4;

/** Fills shapes, given in a drawing's own units, on a canvas. */
export class Pen {
  readonly #canvas: Canvas;
  readonly #style: Style;
  readonly #pose: Pose;
  readonly #cos: number;
  readonly #sin: number;
  readonly #pixelsPerUnit: number;

  constructor(canvas: Canvas, pose: Pose, style: Style) {
    this.#canvas = canvas;
    this.#style = style;
    this.#pose = pose;
    this.#cos = cosine(pose.tilt);
    this.#sin = sine(pose.tilt);
    this.#pixelsPerUnit = Math.min(pose.scaleX, pose.scaleY);
  }

  /** Fills a shape with smooth edges, relief and an outline as the style says. */
  fill(shape: Shape, colour: Colour, opacity = 1): void {
    const { outline, relief } = this.#style;
    this.#cover(shape, { colour, edge: mix(colour, BLACK, outline), relief, opacity });
  }

  /** Fills a shape evenly: eyes, marks and other small things. */
  dot(shape: Shape, colour: Colour, opacity = 1): void {
    this.#cover(shape, { colour, edge: colour, relief: 0, opacity });
  }

  /** A signed distance tells how far everything else is too, so most blocks need one look. */
  #cover(shape: Shape, paint: Paint): void {
    for (let top = 0; top < IMAGE_SIZE; top += BLOCK) {
      for (let left = 0; left < IMAGE_SIZE; left += BLOCK) {
        const distance = shape(
          this.#x(left + BLOCK / 2, top + BLOCK / 2),
          this.#y(left + BLOCK / 2, top + BLOCK / 2),
        );
        if (distance * this.#pixelsPerUnit > BLOCK_REACH) continue;
        this.#coverBlock(shape, paint, left, top);
      }
    }
  }

  #coverBlock(
    shape: Shape,
    { colour, edge, relief, opacity }: Paint,
    left: number,
    top: number,
  ): void {
    for (let row = top; row < top + BLOCK; row++) {
      for (let column = left; column < left + BLOCK; column++) {
        const y = this.#y(column + 0.5, row + 0.5);
        const depth = -shape(this.#x(column + 0.5, row + 0.5), y) * this.#pixelsPerUnit;
        if (depth <= -0.5) continue;
        const coverage = Math.min(depth + 0.5, 1);
        coverPixel(
          this.#canvas,
          row * IMAGE_SIZE + column,
          depth < OUTLINE_WIDTH ? edge : colour,
          coverage * opacity,
          1 - relief * clamp(y, -1, 1),
        );
      }
    }
  }

  /** The way back from a position in the image, in pixels, to the drawing's own units. */
  #x(column: number, row: number): number {
    const { x, y, scaleX, flipped } = this.#pose;
    const along = this.#cos * (column - x) + this.#sin * (row - y);
    return ((flipped ? -1 : 1) * along) / scaleX;
  }

  #y(column: number, row: number): number {
    const { x, y, scaleY } = this.#pose;
    return (this.#cos * (row - y) - this.#sin * (column - x)) / scaleY;
  }
}

/** What a shape is filled with. */
interface Paint {
  readonly colour: Colour;
  /** On the outline. */
  readonly edge: Colour;
  /** How much lighter the top is than the bottom, 0 to 1. */
  readonly relief: number;
  readonly opacity: number;
}
