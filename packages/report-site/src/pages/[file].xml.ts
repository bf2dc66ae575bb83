import type { APIRoute, GetStaticPaths } from 'astro';
import { listLayerPages } from '../report/layer-pages.ts';
import { openReport } from '../report/open-report.ts';
import { openVerdicts } from '../study/open-verdicts.ts';
import { publishedAddress } from '../site-link.ts';

/** `sitemap.xml`, which holds addresses: there is none where nobody said where the site is published. */
export const getStaticPaths = (() =>
  publishedAddress('') === undefined
    ? []
    : [{ params: { file: 'sitemap' } }]) satisfies GetStaticPaths;

export const GET: APIRoute = async () => {
  const report = await openReport();
  const layers = listLayerPages(report).map(({ path }) => path);
  const study = (await openVerdicts(report.manifest.profile)) === undefined ? [] : ['study/'];
  const paths = ['', 'layers/', ...layers, 'training/', ...study, 'provenance/', 'source/'];
  const urls = paths.map((path) => `<url><loc>${publishedAddress(path)}</loc></url>\n`);
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('')}</urlset>\n`,
  );
};
