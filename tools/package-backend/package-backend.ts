import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine } from '@layerprint/artifacts/command-line';
import { replaceFolder } from '@layerprint/artifacts/files';
import { orBuildAnew, readSealedFile } from '@layerprint/artifacts/sealed-folder';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import { describePackage, listEntries, readPackage } from './describe-package.ts';
import { emitScripts } from './emit-scripts.ts';
import { emitTypes } from './emit-types.ts';

const BACKEND = join(WORKSPACE, 'packages/backend');
const KERNELS = 'kernels.wasm';

const COMMAND = {
  name: 'package',
  purpose: 'Makes the package of the backend, as npm installs it, in dist/backend-package.',
  options: {},
  examples: ['npx nx run backend:package', 'npm pack ./dist/backend-package'],
};

/**
 * Makes the backend's package as npm installs it, in dist/backend-package: JavaScript and source maps,
 * types, the kernels. `npm pack` or `npm publish` of that folder does the rest.
 *
 *     src/*.ts ─► lib/*.js, *.js.map, *.d.ts        assembly/ ─► dist/kernels.wasm        package.json
 */
await runCommand(async () => {
  parseCommandLine(COMMAND, process.argv.slice(2));
  await replaceFolder(join(WORKSPACE, 'dist/backend-package'), async (folder) => {
    const source = await readPackage(BACKEND);
    await emitScripts(BACKEND, listEntries(source), join(folder, 'lib'));
    emitTypes(join(BACKEND, 'src'), join(folder, 'lib'));
    await mkdir(join(folder, 'dist'));
    const hint = orBuildAnew('Run the task backend:compile again.');
    await writeFile(
      join(folder, 'dist', KERNELS),
      await readSealedFile(join(BACKEND, 'dist'), KERNELS, hint),
    );
    for (const page of ['README.md', 'KERNELS.md']) {
      await copyFile(join(BACKEND, page), join(folder, page));
    }
    await copyFile(join(WORKSPACE, 'LICENSE'), join(folder, 'LICENSE'));
    const described = describePackage(source);
    await writeFile(join(folder, 'package.json'), `${JSON.stringify(described, null, 2)}\n`);
  });
});
