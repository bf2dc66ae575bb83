import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE, MANIFEST_SUM_FILE } from '@layerprint/core/artifacts';
import type { APIRoute, GetStaticPaths } from 'astro';
import { openReport } from '../../report/open-report.ts';

/** Every file of the artifacts under its own path, unchanged, so that its sha256 stays true. */
export const getStaticPaths = (async () => {
  const { manifest } = await openReport();
  const listed = manifest.figures.flatMap((figure) => figure.files.map((file) => file.path));
  return [MANIFEST_FILE, MANIFEST_SUM_FILE, ...listed].map((path) => ({ params: { path } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute = async ({ params }) => {
  const { folder } = await openReport();
  return new Response(await readFile(join(folder, params['path']!)));
};
