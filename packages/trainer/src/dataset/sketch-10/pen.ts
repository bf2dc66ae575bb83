import { coverPixel, type Canvas } from './canvas.ts';
import { BLACK, mix, shade, type Colour } from './colour.ts';
import { IMAGE_SIZE } from './image-size.ts';
import { clamp, type Point, type Shape } from './shape.ts';
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
  readonly #locate: (column: number, row: number) => Point;
  readonly #pixelsPerUnit: number;

  constructor(canvas: Canvas, pose: Pose, style: Style) {
    this.#canvas = canvas;
    this.#style = style;
    this.#locate = invertPose(pose);
    this.#pixelsPerUnit = Math.min(pose.scaleX, pose.scaleY);
  }

  /** Fills a shape with smooth edges, relief and an outline as the style says. */
  fill(shape: Shape, colour: Colour, opacity = 1): void {
    const { outline, relief } = this.#style;
    const edge = mix(colour, BLACK, outline);
    this.#cover(shape, opacity, (depth, y) => {
      const lit = depth < OUTLINE_WIDTH ? edge : colour;
      return shade(lit, 1 - relief * clamp(y, -1, 1));
    });
  }

  /** Fills a shape evenly: eyes, marks and other small things. */
  dot(shape: Shape, colour: Colour, opacity = 1): void {
    this.#cover(shape, opacity, () => colour);
  }

  /**
   * A signed distance tells how far everything else is too, so most blocks need one look.
   *
   * @param colourAt Gets how deep inside the shape a pixel is, in pixels, and its y in the drawing.
   */
  #cover(shape: Shape, opacity: number, colourAt: (depth: number, y: number) => Colour): void {
    for (let top = 0; top < IMAGE_SIZE; top += BLOCK) {
      for (let left = 0; left < IMAGE_SIZE; left += BLOCK) {
        const [x, y] = this.#locate(left + BLOCK / 2, top + BLOCK / 2);
        if (shape(x, y) * this.#pixelsPerUnit > BLOCK_REACH) continue;
        this.#coverBlock(shape, opacity, colourAt, left, top);
      }
    }
  }

  #coverBlock(
    shape: Shape,
    opacity: number,
    colourAt: (depth: number, y: number) => Colour,
    left: number,
    top: number,
  ): void {
    for (let row = top; row < top + BLOCK; row++) {
      for (let column = left; column < left + BLOCK; column++) {
        const [x, y] = this.#locate(column + 0.5, row + 0.5);
        const depth = -shape(x, y) * this.#pixelsPerUnit;
        if (depth <= -0.5) continue;
        const coverage = Math.min(depth + 0.5, 1);
        coverPixel(this.#canvas, row * IMAGE_SIZE + column, colourAt(depth, y), coverage * opacity);
      }
    }
  }
}

/** Makes the way back from positions in the image, in pixels, to the drawing's own units. */
function invertPose(pose: Pose): (column: number, row: number) => Point {
  const [cos, sin] = [cosine(pose.tilt), sine(pose.tilt)];
  const mirror = pose.flipped ? -1 : 1;
  return (column, row) => {
    const [dx, dy] = [column - pose.x, row - pose.y];
    return [(mirror * (cos * dx + sin * dy)) / pose.scaleX, (cos * dy - sin * dx) / pose.scaleY];
  };
}
