import type { APIRoute } from 'astro';
import { openReport } from '../report/open-report.ts';

/** Shows of a layer's views that of the chosen specimen alone: a rule for each, however many there are. */
export const GET: APIRoute = async () => {
  const { specimens } = (await openReport()).manifest.dataset;
  const others = specimens.map(
    (_, place) => `.explorer:has(#specimen-${place}:checked) .view:not([data-specimen='${place}'])`,
  );
  return new Response(`${others.join(',\n')} {\n  display: none;\n}\n`);
};
