import { GlobalFonts } from 'canvas';
import { readFileSync } from 'node:fs';
import { UNDRAWN } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';

/** The one font of every chart: Inter, © The Inter Project Authors, SIL Open Font License 1.1. */
export const FONT_FAMILY = 'Inter';

/** The cuts that are bundled, and the CSS weights that each stands for. */
const CUTS = [
  {
    cssWeights: '400 500',
    isFor: (weight: number) => weight < 600,
    address: import.meta.resolve('@fontsource/inter/files/inter-latin-400-normal.woff2'),
  },
  {
    cssWeights: '600 700',
    isFor: (weight: number) => weight >= 600,
    address: import.meta.resolve('@fontsource/inter/files/inter-latin-600-normal.woff2'),
  },
].map((cut) => ({ ...cut, file: readFileSync(new URL(cut.address)) }));

let registered = false;

/** Makes the bundled font known to canvas, once a process. No system font is asked for after that. */
export function registerFont(): void {
  if (registered) return;
  for (const { file } of CUTS) {
    if (!GlobalFonts.register(file, FONT_FAMILY)) {
      throw new Error(`canvas does not read the bundled ${FONT_FAMILY}.`);
    }
  }
  registered = true;
}

/**
 * Puts the cuts of the font that an SVG's texts use into the SVG, so that it looks the same where it is
 * shown as an image, which may load nothing.
 *
 * @throws {LayerprintError} `font-not-bundled`, when a text asks for another family or for a character
 *   that the bundled font does not draw, so that a system font would step in.
 */
export function embedFont(svg: string): string {
  const texts = [...svg.matchAll(/<text([^>]*)>(.*?)<\/text>/gs)];
  if (texts.length === 0) return svg;
  const weights = texts.map(([, attributes = '', content = '']) => {
    const family = readAttribute(attributes, 'font-family');
    const text = content.replaceAll(/<[^>]*>/g, '');
    if (family !== FONT_FAMILY || text.search(UNDRAWN) !== -1) {
      throw new LayerprintError(
        'font-not-bundled',
        `The chart's text "${text}" in ${family ?? 'no font'} cannot be drawn with the bundled ${FONT_FAMILY}.`,
        `Use ${FONT_FAMILY} and characters of its latin subset.`,
      );
    }
    const weight = readAttribute(attributes, 'font-weight') ?? 'normal';
    return Number({ normal: 400, bold: 700 }[weight] ?? weight);
  });
  const faces = CUTS.filter(({ isFor }) => weights.some(isFor)).map(
    ({ cssWeights, file }) =>
      `@font-face{font-family:${FONT_FAMILY};font-weight:${cssWeights};src:url(data:font/woff2;base64,${file.toString('base64')}) format("woff2")}`,
  );
  const style = `<style>/* Inter, copyright The Inter Project Authors, SIL Open Font License 1.1 */${faces.join('')}</style>`;
  return svg.replace(/<svg[^>]*>/, (start) => start + style);
}

/** Puts a question mark for each character that the bundled font does not draw, in all texts of a chart. */
export function replaceUndrawn<T extends object>(spec: T): T {
  return JSON.parse(
    JSON.stringify(spec, (_, value: unknown) =>
      typeof value === 'string' ? value.replace(UNDRAWN, '?') : value,
    ),
  ) as T;
}

function readAttribute(attributes: string, name: string): string | undefined {
  return new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];
}
