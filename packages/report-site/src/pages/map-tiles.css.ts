import type { APIRoute } from 'astro';
import { listTileRules } from '../report/map-tiles.ts';
import { openReport } from '../report/open-report.ts';

/** Crops single maps out of the pictures of grids, whatever grids there are. */
export const GET: APIRoute = async () => {
  const { figures } = await openReport();
  const grids = figures.flatMap((figure) =>
    figure.kind === 'activation-grid' ? [figure.data] : [],
  );
  return new Response(`${listTileRules(grids).join('\n')}\n`);
};
