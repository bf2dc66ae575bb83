import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FIGURE_CODE, readNamedInput, WORKSPACE } from '@layerprint/core/source-code';
import { expect, it } from 'vitest';
import { readPackageVersions } from '../../src/artifacts/package-versions.ts';

it('gives the installed versions of what draws, under the names that code imports', async () => {
  const path = join(WORKSPACE, 'packages/core/package.json');
  const { dependencies } = JSON.parse(await readFile(path, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  // They look at pictures that are drawn already.
  delete dependencies['pixelmatch'];
  delete dependencies['sax'];
  const pinned = Object.entries(dependencies).map(([name, version]) => [
    name,
    version.replace(/^npm:.*@/, ''),
  ]);
  expect(readPackageVersions(readNamedInput(FIGURE_CODE)!)).toEqual(Object.fromEntries(pinned));
});
