import { IMAGE_SIZE } from '@layerprint/core/schemas/dataset';
import { coverPixel, type Canvas } from './canvas.ts';
import { BLACK, mix, shade, type Colour } from './colour.ts';
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

/** Fills shapes, given in a drawing's own units, on a canvas. */
export class Pen {
  readonly #canvas: Canvas;
  readonly #style: Style;
  readonly #positions: Float64Array;
  readonly #pixelsPerUnit: number;

  constructor(canvas: Canvas, pose: Pose, style: Style) {
    this.#canvas = canvas;
    this.#style = style;
    this.#positions = locatePixels(pose);
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

  /** @param colourAt Gets how deep inside the shape a pixel is, in pixels, and its y in the drawing. */
  #cover(shape: Shape, opacity: number, colourAt: (depth: number, y: number) => Colour): void {
    for (let pixel = 0; pixel < IMAGE_SIZE * IMAGE_SIZE; pixel++) {
      const y = this.#positions[2 * pixel + 1]!;
      const depth = -shape(this.#positions[2 * pixel]!, y) * this.#pixelsPerUnit;
      if (depth <= -0.5) continue;
      const coverage = Math.min(depth + 0.5, 1);
      coverPixel(this.#canvas, pixel, colourAt(depth, y), coverage * opacity);
    }
  }
}

/** The centre of every pixel in the drawing's own units: x and y in turn. */
function locatePixels(pose: Pose): Float64Array {
  const positions = new Float64Array(2 * IMAGE_SIZE * IMAGE_SIZE);
  const [cos, sin] = [cosine(pose.tilt), sine(pose.tilt)];
  const mirror = pose.flipped ? -1 : 1;
  for (let row = 0; row < IMAGE_SIZE; row++) {
    for (let column = 0; column < IMAGE_SIZE; column++) {
      const [dx, dy] = [column + 0.5 - pose.x, row + 0.5 - pose.y];
      const index = 2 * (row * IMAGE_SIZE + column);
      positions[index] = (mirror * (cos * dx + sin * dy)) / pose.scaleX;
      positions[index + 1] = (cos * dy - sin * dx) / pose.scaleY;
    }
  }
  return positions;
}
