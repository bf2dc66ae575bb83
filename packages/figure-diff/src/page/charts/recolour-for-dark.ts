import { CHART_COLOURS } from '@layerprint/core';
import { HEAD_COLOURS } from './side-chart.ts';

const { light, dark } = CHART_COLOURS;
/** The colour for dark by that for light. */
const DARK = new Map([
  ...(['page', 'ink', 'muted', 'grid', 'neutral'] as const).map(
    (name) => [light[name], dark[name]] as const,
  ),
  [HEAD_COLOURS.light, HEAD_COLOURS.dark] as const,
]);

/**
 * Gives a chart that was drawn for light the colours for dark: all else in it is the same.
 *
 * @param svg As Vega writes it: colours are attributes of their own, `#…` or `rgb(…)`.
 * @throws {Error} for a colour that has no like.
 */
export function recolourForDark(svg: string): string {
  // Between tags is text, which may look like a colour.
  return svg.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/(fill|stroke)="([#r][^"]*)"/g, (_, attribute: string, colour: string) => {
      const like = DARK.get(colour);
      if (like === undefined) throw new Error(`The chart’s colour ${colour} has no like for dark.`);
      return `${attribute}="${like}"`;
    }),
  );
}
