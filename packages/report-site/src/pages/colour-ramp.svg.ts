import { listLegendColours } from '@layerprint/core';
import type { APIRoute } from 'astro';

/** The colours of activations from zero to the maximum, as a bar for the legends. */
export const GET: APIRoute = () => {
  const colours = listLegendColours(33);
  const stops = colours.map(
    (colour, index) => `<stop offset="${index / (colours.length - 1)}" stop-color="${colour}"/>`,
  );
  return new Response(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 10" preserveAspectRatio="none"><linearGradient id="ramp">${stops.join('')}</linearGradient><rect width="160" height="10" fill="url(#ramp)"/></svg>\n`,
  );
};
