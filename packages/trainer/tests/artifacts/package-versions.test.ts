import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FIGURE_CODE, readNamedInput, WORKSPACE } from '@layerprint/artifacts/source-code';
import { expect, it } from 'vitest';
import { readPackageVersions } from '../../src/artifacts/package-versions.ts';

it('gives the installed versions of what draws, under the names that code imports', async () => {
  const dependencies = { ...(await readPinned('core')), ...(await readPinned('artifacts')) };
  // They look at pictures that are drawn already.
  delete dependencies['pixelmatch'];
  delete dependencies['sax'];
  // They read an article.
  delete dependencies['satteri'];
  delete dependencies['github-slugger'];
  // It settles studies.
  delete dependencies['cephes'];
  const drawing = Object.entries(dependencies).filter(([name]) => !name.startsWith('@layerprint/'));
  const pinned = drawing.map(([name, version]) => [name, version.replace(/^npm:.*@/, '')]);
  expect(readPackageVersions(readNamedInput(FIGURE_CODE)!)).toEqual(Object.fromEntries(pinned));
});

async function readPinned(name: string): Promise<Record<string, string>> {
  const path = join(WORKSPACE, 'packages', name, 'package.json');
  const { dependencies } = JSON.parse(await readFile(path, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return dependencies;
}
