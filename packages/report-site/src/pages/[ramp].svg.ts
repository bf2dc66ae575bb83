import { listLegendColours } from '@layerprint/core';
import type { APIRoute, GetStaticPaths } from 'astro';
import { openReport } from '../report/open-report.ts';

/** The ramp for maps that have values below zero is there where such maps are. */
export const getStaticPaths = (async () => {
  const { figures } = await openReport();
  const hasSigned = figures.some(
    (figure) => figure.kind === 'activation-grid' && figure.data.signed,
  );
  return [
    { params: { ramp: 'colour-ramp' }, props: { isSigned: false } },
    ...(hasSigned ? [{ params: { ramp: 'colour-ramp-signed' }, props: { isSigned: true } }] : []),
  ];
}) satisfies GetStaticPaths;

/** The colours of activations from zero to the maximum, or from both sides of it, as a bar for the legends. */
export const GET: APIRoute<{ isSigned: boolean }> = ({ props: { isSigned } }) => {
  const colours = listLegendColours(33, isSigned);
  const stops = colours.map(
    (colour, index) => `<stop offset="${index / (colours.length - 1)}" stop-color="${colour}"/>`,
  );
  return new Response(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 10" preserveAspectRatio="none"><linearGradient id="ramp">${stops.join('')}</linearGradient><rect width="160" height="10" fill="url(#ramp)"/></svg>\n`,
  );
};
