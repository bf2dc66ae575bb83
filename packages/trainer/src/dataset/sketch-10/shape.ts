/**
 * Shapes as signed distance functions: below 0 inside, 0 on the outline, above 0 outside, in the units of
 * the drawing; x grows to the right and y downwards. Formulas after Inigo Quilez, "2D distance functions";
 * plain arithmetic and square roots only, so that they give the same bits everywhere.
 */
export type Shape = (x: number, y: number) => number;

/** A position in a drawing. */
export type Point = readonly [x: number, y: number];

export function circle([cx, cy]: Point, radius: number): Shape {
  return (x, y) => length(x - cx, y - cy) - radius;
}

/** An ellipse with its axes along x and y; the distance is right at the outline and near enough else. */
export function ellipse([cx, cy]: Point, radiusX: number, radiusY: number): Shape {
  return (x, y) => {
    const px = (x - cx) / radiusX;
    const py = (y - cy) / radiusY;
    const scaled = length(px, py);
    const slope = length(px / radiusX, py / radiusY);
    return slope === 0 ? -Math.min(radiusX, radiusY) : (scaled * (scaled - 1)) / slope;
  };
}

/** A rectangle of the given half width and half height, its corners rounded. */
export function box([cx, cy]: Point, halfWidth: number, halfHeight: number, corner = 0): Shape {
  return (x, y) => {
    const dx = Math.abs(x - cx) - halfWidth + corner;
    const dy = Math.abs(y - cy) - halfHeight + corner;
    return length(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - corner;
  };
}

/** A limb: a round-ended line whose radius goes from one to the other. */
export function limb([ax, ay]: Point, [bx, by]: Point, radiusA: number, radiusB = radiusA): Shape {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  return (x, y) => {
    const along = clamp(((x - ax) * dx + (y - ay) * dy) / squared, 0, 1);
    const distance = length(x - ax - along * dx, y - ay - along * dy);
    return distance - (radiusA + along * (radiusB - radiusA));
  };
}

/** Limbs from point to point, all of one radius. */
export function stroke(points: readonly Point[], radius: number): Shape {
  return unite(...points.slice(1).map((point, index) => limb(points[index]!, point, radius)));
}

/** The inside of a closed line through the points, grown by `rounding`. */
export function polygon(points: readonly Point[], rounding = 0): Shape {
  return (x, y) => {
    let squared = Infinity;
    let inside = false;
    let [px, py] = points[points.length - 1]!;
    for (let i = 0; i < points.length; i++) {
      const qx = points[i]![0];
      const qy = points[i]![1];
      const ex = px - qx;
      const ey = py - qy;
      const wx = x - qx;
      const wy = y - qy;
      const along = clamp((wx * ex + wy * ey) / (ex * ex + ey * ey), 0, 1);
      const rx = wx - ex * along;
      const ry = wy - ey * along;
      squared = Math.min(squared, rx * rx + ry * ry);
      if (qy > y !== py > y && ex * (y - qy) - ey * (x - qx) > 0 === py > qy) inside = !inside;
      px = qx;
      py = qy;
    }
    return (inside ? -Math.sqrt(squared) : Math.sqrt(squared)) - rounding;
  };
}

/** What is in any of the shapes. */
export function unite(...shapes: readonly Shape[]): Shape {
  return (x, y) => {
    let nearest = Infinity;
    for (let i = 0; i < shapes.length; i++) nearest = Math.min(nearest, shapes[i]!(x, y));
    return nearest;
  };
}

/** What is in all of the shapes. */
export function intersect(...shapes: readonly Shape[]): Shape {
  return (x, y) => {
    let farthest = -Infinity;
    for (let i = 0; i < shapes.length; i++) farthest = Math.max(farthest, shapes[i]!(x, y));
    return farthest;
  };
}

/** Two shapes that flow into each other over the distance `softness`. */
export function blend(one: Shape, other: Shape, softness: number): Shape {
  return (x, y) => {
    const a = one(x, y);
    const b = other(x, y);
    const overlap = Math.max(softness - Math.abs(a - b), 0) / softness;
    return Math.min(a, b) - (overlap * overlap * softness) / 4;
  };
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** `Math.hypot` may differ between engines; a square root may not. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
