import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';

const PAGE = 'index.html';
/** An address that begins at the root of the host, in an attribute that has one or, separated by commas, some. */
const ATTRIBUTES = /\b(src|href|poster|srcset)="([^"]*)"/g;
const FROM_ROOT = /(^|,\s*)\/(?=_astro\/)/g;

/**
 * Lets the page of an article find pictures and styles of its author's in whatever folder the site is, and from a disk:
 * Astro looks for them at the root of the host.
 *
 * @param site Its folder.
 */
export async function linkOwnFiles(site: string): Promise<void> {
  const path = join(site, PAGE);
  const page = await readFile(path, 'utf8');
  const linked = linkFromPage(page);
  if (linked !== page) await writeFileAtomically(path, linked);
}

/** @param page The HTML of a page at the root of a site. */
export function linkFromPage(page: string): string {
  return page.replace(
    ATTRIBUTES,
    (_, name: string, value: string) => `${name}="${value.replace(FROM_ROOT, '$1')}"`,
  );
}
