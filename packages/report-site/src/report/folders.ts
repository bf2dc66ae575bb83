import { join } from 'node:path';

/** Where the artifacts of a profile are, relative to the workspace root. */
export function artifactsFolder(profile: string): string {
  return join('dist', profile, 'artifacts');
}

/** Where the site of a profile goes, relative to the workspace root. */
export function siteFolder(profile: string): string {
  return join('dist', profile, 'site');
}

/** In the site: the one page that depends on the commit. */
export const SOURCE_PAGE = 'source/index.html';

/** In the site: what it was rendered from. */
export const RENDERED_FILE = 'rendered.json';
