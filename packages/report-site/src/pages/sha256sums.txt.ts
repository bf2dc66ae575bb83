import { MANIFEST_FILE } from '@layerprint/core/artifacts';
import type { APIRoute } from 'astro';
import { openReport } from '../report/open-report.ts';

/** Every artifact of the site with its sha256, as `sha256sum --check` reads it. */
export const GET: APIRoute = async () => {
  const report = await openReport();
  const files = report.manifest.figures.flatMap((figure) => figure.files);
  const lines = [
    `${report.manifestHash}  artifacts/${MANIFEST_FILE}\n`,
    ...files.map(({ path, sha256 }) => `${sha256}  artifacts/${path}\n`),
  ];
  return new Response(lines.join(''));
};
