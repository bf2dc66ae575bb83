import type { APIRoute, GetStaticPaths } from 'astro';
import { listArtifacts, type ListedArtifact } from '../../report/copy-artifacts.ts';
import { openReport } from '../../report/open-report.ts';

/**
 * Every file of the artifacts under its own path, for the development server alone: what is built gets them by `copyArtifacts`, in a third of
 * the time.
 */
export const getStaticPaths = (async () => {
  if (import.meta.env.PROD) return [];
  return listArtifacts(await openReport()).map(({ path, read }) => ({
    params: { path },
    props: { read },
  }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<Pick<ListedArtifact, 'read'>> = async ({ props: { read } }) =>
  new Response(new Uint8Array(await read()));
