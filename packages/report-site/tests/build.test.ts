import { existsSync } from 'node:fs';
import { readFile, writeFile, readdir, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatManifestSum, MANIFEST_FILE, MANIFEST_SUM_FILE } from '@layerprint/core/artifacts';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { hashSha256, listFiles, readJsonFile } from '@layerprint/core/files';
import { ManifestSchema, type Manifest } from '@layerprint/core/schemas/manifest';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { assertBuilt, BUILT, createSiteWorkspace } from './site-workspace.ts';

// Each builds a site or drives a browser: seconds, but many of them on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

beforeAll(assertBuilt);

describe('the build of the site', () => {
  it('gives the same bytes in another folder, time zone and language', async () => {
    await using workspace = await createSiteWorkspace('linked');
    const environment = { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
    expect(await workspace.build({ environment })).toEqual({ status: 0, printed: '' });
    expect(await readFolder(workspace.site)).toEqual(await readFolder(BUILT.site));
  });

  it('names the address that it is told where an address has to be whole, and nowhere else', async () => {
    await using workspace = await createSiteWorkspace('linked');
    const environment = { BASE_PATH: '/some/where', SITE_ORIGIN: 'https://example.org' };
    expect(await workspace.build({ environment })).toEqual({ status: 0, printed: '' });
    const root = 'https://example.org/some/where/';
    const layer = await readFile(join(workspace.site, 'layers/conv2d_1/index.html'), 'utf8');
    expect(layer).toContain(`<link rel="canonical" href="${root}layers/conv2d_1/">`);
    expect(layer).toContain(`content="${root}artifacts/figures/lead/lead-social.png"`);
    expect(layer.match(/(?:href|src|srcset)="(?:\/|https:\/\/example)[^"]*"/g)).toEqual([
      `href="${root}layers/conv2d_1/"`,
    ]);
    // A host shows it at any depth, so its links cannot be relative.
    const notFound = await readFile(join(workspace.site, '404.html'), 'utf8');
    expect(notFound).toContain('href="/some/where/index.html"');
    expect(notFound).not.toMatch(/(?:href|src)="(?!\/some\/where\/|#content)/);
    const sitemap = await readFile(join(workspace.site, 'sitemap.xml'), 'utf8');
    expect(sitemap).toContain(`<loc>${root}</loc>`);
    expect(sitemap.match(/<loc>/g)).toHaveLength(12);
    expect(existsSync(join(BUILT.site, 'sitemap.xml'))).toBe(false);
  });

  it('keeps its files on hosts that hide folders beginning with an underscore', async () => {
    expect(existsSync(join(BUILT.site, '.nojekyll'))).toBe(true);
  });

  it('publishes every artifact unchanged', async () => {
    expect(await readFolder(join(BUILT.site, 'artifacts'))).toEqual(
      await readFolder(BUILT.artifacts),
    );
  });

  it('names no folder of the machine it ran on', async () => {
    const site = await readFolder(BUILT.site);
    const telling = [...site].filter(([, bytes]) => bytes.includes(dirname(dirname(BUILT.site))));
    expect(telling.map(([path]) => path)).toEqual([]);
  });

  it.each<[string, (manifest: Manifest, artifacts: string) => Promise<void>, string]>([
    [
      'a figure is missing',
      async (manifest, artifacts) => {
        manifest.figures = manifest.figures.filter(({ id }) => id !== 'probabilities');
        await rm(join(artifacts, 'figures/probabilities'), { recursive: true });
      },
      '\nerror (figure-missing): dist/quick/artifacts has no probabilities with the id probabilities.\n  Run the artifacts task of this profile again.\n\n',
    ],
    [
      'a picture runs a script',
      async (manifest, artifacts) => {
        const figure = manifest.figures.find(({ id }) => id === 'probabilities')!;
        const file = figure.files.find(({ format }) => format === 'svg')!;
        const path = join(artifacts, file.path);
        const svg = (await readFile(path, 'utf8')).replace('</svg>', '<script/></svg>');
        await writeFile(path, svg);
        Object.assign(file, { bytes: Buffer.byteLength(svg), sha256: hashSha256(svg) });
      },
      '\nerror (artifact-not-ours): dist/quick/artifacts/figures/probabilities/probabilities-light.svg is nothing that the artifacts task writes: it holds the element script.\n  Do not open or publish it. If these artifacts are your own, run the artifacts task of this profile again.\n\n',
    ],
  ])('ends in a sentence and a hint, from inside the pages, where %s', async (_, edit, message) => {
    await using workspace = await createSiteWorkspace('copied');
    const path = join(workspace.artifacts, MANIFEST_FILE);
    const manifest = await readJsonFile(ManifestSchema, path);
    await edit(manifest, workspace.artifacts);
    const content = stringifyCanonicalJson(ManifestSchema, manifest, path);
    await writeFile(path, content);
    await writeFile(join(workspace.artifacts, MANIFEST_SUM_FILE), formatManifestSum(content));
    expect(await workspace.build()).toEqual({ status: 1, printed: message });
    expect(existsSync(workspace.site)).toBe(false);
  });

  it('shows markup in any text of a report as text', async () => {
    await using workspace = await createSiteWorkspace('copied');
    const path = join(workspace.artifacts, MANIFEST_FILE);
    const manifest = await readJsonFile(ManifestSchema, path);
    const hostile = `</script><img src=x onerror=alert(1)>"'&amp;`;
    for (const figure of manifest.figures) {
      Object.assign(figure, { title: hostile, caption: hostile, alt: hostile });
    }
    for (const claim of manifest.claims) {
      claim.sentence = hostile;
      for (const check of claim.checks) {
        Object.assign(check, { statement: hostile, rule: hostile });
        for (const value of check.values) Object.assign(value, { name: hostile, unit: hostile });
      }
    }
    for (const { versions } of Object.values(manifest.runs)) versions['node'] = hostile;
    const content = stringifyCanonicalJson(ManifestSchema, manifest, path);
    await writeFile(path, content);
    await writeFile(join(workspace.artifacts, MANIFEST_SUM_FILE), formatManifestSum(content));
    expect(await workspace.build()).toEqual({ status: 0, printed: '' });
    const pages = [...(await readFolder(workspace.site))].filter(([name]) =>
      name.endsWith('.html'),
    );
    expect(pages.length).toBeGreaterThan(3);
    for (const [name, bytes] of pages) {
      // In a value between quotes, only a quote is markup.
      const markup = bytes.toString().replaceAll(/="[^"]*"/g, '=""');
      expect(markup, name).not.toMatch(/<\/script><img|<img src=x|onerror=alert\(1\)>/);
      if (name === 'index.html') expect(markup).toContain('&lt;img src=x');
    }
  });

  it('stops at an artifact edited by hand, names it, and keeps the site that was there', async () => {
    await using workspace = await createSiteWorkspace('copied');
    const edited = join(workspace.artifacts, 'figures/probabilities/probabilities.json');
    await writeFile(edited, (await readFile(edited, 'utf8')).replace('frog', 'toad'));
    await mkdir(workspace.site);
    await writeFile(join(workspace.site, 'index.html'), 'the old site');

    const { status, printed } = await workspace.build();
    expect(status).toBe(1);
    expect(printed).toContain(
      'figures/probabilities/probabilities.json is not what the artifacts task wrote',
    );
    expect(await readFile(join(workspace.site, 'index.html'), 'utf8')).toBe('the old site');
  });

  it('says what to run when there are no artifacts, and leaves nothing behind', async () => {
    await using workspace = await createSiteWorkspace('absent');
    const { status, printed } = await workspace.build();
    expect(status).toBe(1);
    expect(printed).toContain('dist/quick/artifacts does not exist');
    expect(existsSync(workspace.site)).toBe(false);
  });

  it('leaves no site when a page cannot be rendered', async () => {
    await using workspace = await createSiteWorkspace('copied');
    await removeClaims(workspace.artifacts);
    const { status, printed } = await workspace.build();
    expect(status).not.toBe(0);
    expect(printed).toContain('has no claim 1');
    expect(await readdir(dirname(workspace.site))).toEqual(['artifacts']);
  });

  it.each([
    [{ arguments: ['--profil', 'quick'] }, "Unknown option '--profil'"],
    [{ arguments: ['--profile', '../quick'] }, 'The option --profile cannot be "../quick".'],
    [{ environment: { BASE_PATH: 'https://example.org/' } }, 'BASE_PATH cannot be'],
    [{ environment: { SITE_ORIGIN: 'example.org' } }, 'SITE_ORIGIN cannot be'],
  ])('refuses %o with one clear error', async (options, message) => {
    await using workspace = await createSiteWorkspace('absent');
    const { status, printed } = await workspace.build(options);
    expect(status).toBe(1);
    expect(printed).toContain(message);
  });
});

async function readFolder(folder: string): Promise<Map<string, Buffer>> {
  const paths = await listFiles(folder);
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path, await readFile(join(folder, path))] as const),
    ),
  );
}

/** Takes the claims out of a copy of the artifacts, in such a way that every hash is right. */
async function removeClaims(artifacts: string): Promise<void> {
  const path = join(artifacts, MANIFEST_FILE);
  const manifest = await readJsonFile(ManifestSchema, path);
  const text = stringifyCanonicalJson(ManifestSchema, { ...manifest, claims: [] }, path);
  await writeFile(path, text);
  await writeFile(join(artifacts, MANIFEST_SUM_FILE), formatManifestSum(text));
}
