import { expect, test } from 'vitest';
import { FigureFileSchema } from '../../src/schemas/manifest.ts';

const picture = (width: number, height: number) => ({
  path: 'figures/architecture/architecture.png',
  role: 'picture',
  format: 'png',
  width,
  height,
  bytes: 1,
  sha256: '0'.repeat(64),
});

test('a picture may be as high as a phone shows the charts of eight models, or of a hundred layers', () => {
  expect(FigureFileSchema.safeParse(picture(664, 9760)).success).toBe(true);
  expect(FigureFileSchema.safeParse(picture(664, 20_100)).success).toBe(true);
});

test.each([
  [70_000, 10],
  [16_384, 16_384],
])('a picture of %i × %i, which would fill the memory, is none', (width, height) => {
  expect(FigureFileSchema.safeParse(picture(width, height)).success).toBe(false);
});
