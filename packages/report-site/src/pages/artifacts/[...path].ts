import { join } from 'node:path';
import { MANIFEST_FILE, MANIFEST_SUM_FILE, type Artifacts } from '@layerprint/artifacts';
import { readFileOrExplain } from '@layerprint/artifacts/files';
import { readArtifact } from '@layerprint/artifacts/read-artifact';
import type { APIRoute, GetStaticPaths } from 'astro';
import { openReport } from '../../report/open-report.ts';

/** Every file of the artifacts under its own path, unchanged, so that its sha256 stays true. */
export const getStaticPaths = (async () => {
  const listed = listFigureFiles(await openReport());
  return [MANIFEST_FILE, MANIFEST_SUM_FILE, ...listed.map(({ path }) => path)].map((path) => ({
    params: { path },
  }));
}) satisfies GetStaticPaths;

export const GET: APIRoute = async ({ params }) => {
  const report = await openReport();
  const file = listFigureFiles(report).find(({ path }) => path === params['path']);
  const content = file
    ? readArtifact(report.folder, file)
    : await readFileOrExplain(join(report.folder, params['path']!));
  return new Response(new Uint8Array(content));
};

function listFigureFiles({ manifest }: Artifacts) {
  return manifest.figures.flatMap(({ files }) => files);
}
