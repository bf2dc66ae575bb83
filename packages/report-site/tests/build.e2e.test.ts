import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashSha256, listFiles } from '@layerprint/artifacts/files';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSmallRepository } from '../../artifacts/tests/git/small-repository.ts';
import { editManifest } from './edit-manifest.ts';
import { assertBuilt, BUILT, createSiteWorkspace, type SiteWorkspace } from './site-workspace.ts';

beforeAll(assertBuilt);

describe('the rendering of the site', () => {
  it('gives the same bytes in another folder, time zone and language', async () => {
    await using workspace = await createSiteWorkspace('linked');
    const environment = { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
    expect(await workspace.render({ environment })).toEqual({ status: 0, printed: '' });
    const built = await readFolder(BUILT.site);
    // What depends on the commit is written later.
    expect(built.delete('source/index.html')).toBe(true);
    expect(await readFolder(workspace.site)).toEqual(built);
  });

  it('names the address that it is told where an address has to be whole, and nowhere else', async () => {
    await using workspace = await createSiteWorkspace('linked');
    const environment = { BASE_PATH: '/some/where', SITE_ORIGIN: 'https://example.org' };
    expect(await workspace.render({ environment })).toEqual({ status: 0, printed: '' });
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
    expect(sitemap.match(/<loc>/g)).toHaveLength(14);
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

  it('prints no zero with a sign', async () => {
    const pages = [...(await readFolder(BUILT.site))].filter(([path]) => path.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(10);
    for (const [path, bytes] of pages) {
      const text = bytes.toString('utf8').replaceAll(/<[^>]*>/g, ' ');
      expect([path, text.match(/.{20}−0(?:\.0+)?(?![.\d]).{20}/g)]).toEqual([path, null]);
    }
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
        manifest.figures = manifest.figures.filter(({ id }) => id !== 'training-loss');
        await rm(join(artifacts, 'figures/training-loss'), { recursive: true });
      },
      '\nerror (figure-missing): dist/quick/artifacts has no training-curves with the id training-loss.\n  Run the artifacts task of this profile again.\n\n',
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
    await editManifest(workspace.artifacts, edit);
    expect(await workspace.render()).toEqual({ status: 1, printed: message });
    expect(existsSync(workspace.site)).toBe(false);
  });

  it('shows markup in any text of a report as text', async () => {
    await using workspace = await createSiteWorkspace('copied');
    const hostile = `</script><img src=x onerror=alert(1)>"'&amp;`;
    await editManifest(workspace.artifacts, (manifest) => {
      for (const figure of manifest.figures) {
        Object.assign(figure, { title: hostile, caption: hostile, alt: hostile });
      }
      for (const claim of manifest.claims) {
        claim.sentence = hostile;
        for (const check of claim.checks) {
          const words = { statement: hostile, measure: hostile, rule: hostile, reason: hostile };
          Object.assign(check, words);
          check.measured.forEach((value, i) =>
            Object.assign(value, { name: `${hostile} ${i}`, unit: hostile }),
          );
        }
      }
      manifest.conditions = [{ model: 'dummy', kind: 'at-chance', sentence: hostile }];
      for (const { versions } of Object.values(manifest.runs)) versions['node'] = hostile;
    });
    expect(await workspace.render()).toEqual({ status: 0, printed: '' });
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

    const { status, printed } = await workspace.render();
    expect(status).toBe(1);
    expect(printed).toContain(
      'figures/probabilities/probabilities.json is not what the artifacts task wrote',
    );
    expect(await readFile(join(workspace.site, 'index.html'), 'utf8')).toBe('the old site');
  });

  it('says what to run when there are no artifacts, and leaves nothing behind', async () => {
    await using workspace = await createSiteWorkspace('absent');
    const { status, printed } = await workspace.render();
    expect(status).toBe(1);
    expect(printed).toContain('dist/quick/artifacts does not exist');
    expect(existsSync(workspace.site)).toBe(false);
  });

  it('shows no artifacts that other code made', async () => {
    await using workspace = await createSiteWorkspace('copied');
    await editManifest(workspace.artifacts, (manifest) => {
      manifest.figureCode!.hash = '0'.repeat(64);
      manifest.runs.dummy!.codeHash = '0'.repeat(64);
    });
    const { status, printed } = await workspace.render();
    expect(status).toBe(1);
    expect(printed).toContain('error (made-by-other-code)');
    expect(printed).toContain('its figures were drawn, and its dummy was trained by other code');
    expect(existsSync(workspace.site)).toBe(false);
  });

  it.each([
    [{ arguments: ['--profil', 'quick'] }, "Unknown option '--profil'"],
    [{ arguments: ['--profile', '../quick'] }, 'The option --profile cannot be "../quick".'],
    [{ environment: { BASE_PATH: 'https://example.org/' } }, 'BASE_PATH cannot be'],
    [{ environment: { SITE_ORIGIN: 'example.org' } }, 'SITE_ORIGIN cannot be'],
  ])('refuses %o with one clear error', async (options, message) => {
    await using workspace = await createSiteWorkspace('absent');
    const { status, printed } = await workspace.render(options);
    expect(status).toBe(1);
    expect(printed).toContain(message);
  });
});

describe('the handing over of the site', () => {
  it('checks every file, and says where the site is and how to see it', async () => {
    await using workspace = await createBuiltSite();
    expect(await workspace.build()).toEqual({
      status: 0,
      printed:
        'The site of quick is in dist/quick/site. To see it, open dist/quick/site/index.html, or run `npx nx run quick:preview`.\n',
    });
    const check = ['--check', '--quiet', '--strict', 'SHA256SUMS'];
    expect(spawnSync('sha256sum', check, { cwd: workspace.site }).status).toBe(0);
  });

  it('writes the commit, and whether all is in it, into one page, and nothing elsewhere', async () => {
    await using workspace = await createBuiltSite();
    const repository = openSmallRepository(workspace.root);
    const buildSource = async () => {
      expect(await workspace.build()).toMatchObject({ status: 0 });
      const site = await readFolder(workspace.site);
      const page = site.get('source/index.html')!.toString();
      site.delete('source/index.html');
      return { page, site };
    };
    const none = await buildSource();
    expect(none.page).toContain('not known: the build was not in a git repository');
    repository.git('init', '--quiet', '--initial-branch', 'main');
    repository.git('remote', 'add', 'origin', 'https://me:secret@example.org/a/b.git');
    await repository.write('.gitignore', 'dist\nnode_modules\n');
    const first = repository.commit('one');
    const clean = await buildSource();
    expect(clean.page).toContain(`>${first}</code>`);
    expect(clean.page).toContain('>clean: every file');
    expect(clean.page).toContain('>https://example.org/a/b<');
    expect(clean.page).not.toMatch(/secret|not known/);
    await repository.write('new.txt', '');
    expect((await buildSource()).page).toContain('>not clean: ');
    const second = repository.commit('two');
    const later = await buildSource();
    expect(later.page).toContain(`>${second}</code>`);
    expect(later.site).toEqual(none.site);
  });

  it.each(['index.html', '404.html', 'artifacts/manifest.json', 'rendered.json', 'SHA256SUMS'])(
    'refuses a site in which a bit of %s is another, and says what helps',
    async (path) => {
      await using workspace = await createBuiltSite();
      const content = await readFile(join(workspace.site, path));
      content[Math.floor(content.length / 2)]! ^= 1;
      await writeFile(join(workspace.site, path), content);
      const { status, printed } = await workspace.build();
      expect(status).toBe(1);
      expect(printed).toContain('error (damaged)');
      expect(printed).toContain('Run `npx nx reset`');
    },
  );

  it.each<[string, (workspace: SiteWorkspace) => Promise<unknown>, string]>([
    [
      'a page that is missing',
      ({ site }) => rm(join(site, '404.html')),
      'dist/quick/site/404.html is missing',
    ],
    [
      'a page that nobody rendered',
      ({ site }) => writeFile(join(site, 'x.html'), ''),
      'dist/quick/site/x.html is not listed',
    ],
    ['no site', ({ site }) => rm(site, { recursive: true }), 'dist/quick/site/SHA256SUMS'],
    [
      'the report of another experiment',
      async ({ root }) => {
        const plan = join(root, 'dist/quick/plan');
        const path = join(plan, 'report.json');
        const text = await readFile(path, 'utf8');
        await writeFile(path, text.replace('"maxEpochs": 12', '"maxEpochs": 13'));
        await sealFolder(plan);
      },
      'dist/quick/site is of another experiment than experiments/quick/experiment.json',
    ],
  ])('refuses %s', async (_, spoil, message) => {
    await using workspace = await createBuiltSite();
    await spoil(workspace);
    const { status, printed } = await workspace.build();
    expect(status).toBe(1);
    expect(printed).toContain(message);
    expect(printed).toContain('npx nx reset');
  });

  it('refuses a site that was rendered for another address, or by other code', async () => {
    await using workspace = await createBuiltSite();
    const elsewhere = await workspace.build({ environment: { BASE_PATH: '/elsewhere/' } });
    expect(elsewhere.printed).toContain('dist/quick/site was rendered for another address');
    await rm(join(workspace.site, 'source'), { recursive: true });
    const path = join(workspace.site, 'rendered.json');
    const rendered = await readFile(path, 'utf8');
    await writeFile(path, rendered.replace(/[0-9a-f]{64}/, '0'.repeat(64)));
    await sealFolder(workspace.site);
    const { printed } = await workspace.build();
    expect(printed).toContain('dist/quick/site was rendered by other code');
  });
});

/** A workspace with the site as the default build left it. */
async function createBuiltSite(): Promise<SiteWorkspace> {
  const workspace = await createSiteWorkspace('linked');
  await cp(BUILT.site, workspace.site, { recursive: true });
  await cp(BUILT.plan, join(workspace.root, 'dist/quick/plan'), { recursive: true });
  return workspace;
}

async function readFolder(folder: string): Promise<Map<string, Buffer>> {
  const paths = await listFiles(folder);
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path, await readFile(join(folder, path))] as const),
    ),
  );
}
