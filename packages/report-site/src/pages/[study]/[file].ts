import { readSealedFile, SUMS_FILE } from '@layerprint/artifacts/sealed-folder';
import type { APIRoute, GetStaticPaths } from 'astro';
import { openReport } from '../../report/open-report.ts';
import { openVerdicts } from '../../study/open-verdicts.ts';

/** Every file of the verdicts beside the page of the study, unchanged. */
export const getStaticPaths = (async () => {
  const study = await openStudy();
  return (study?.files ?? [])
    .filter((file) => file !== SUMS_FILE)
    .map((file) => ({ params: { study: 'study', file } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute = async ({ params }) => {
  const study = await openStudy();
  const content = await readSealedFile(study!.folder, params['file']!);
  return new Response(new Uint8Array(content));
};

async function openStudy() {
  const { manifest } = await openReport();
  return openVerdicts(manifest.profile);
}
