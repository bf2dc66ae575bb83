import { build } from 'esbuild';

/** Bundles an entry of this folder with TF.js's suite, and with TF.js file by file, as the suite imports it. */
export async function bundleSuite(
  entry: 'node-entry.ts' | 'page-entry.ts',
  platform: 'node' | 'browser',
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/${entry}`],
    platform,
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
    mainFields: ['module', 'main'],
    // TF.js says of its tests that they have no side effects, so that they would be left out.
    ignoreAnnotations: true,
    // What is CommonJS asks for modules of Node.
    banner: platform === 'node' ? { js: REQUIRE } : {},
  });
  return outputFiles[0]!.text;
}

const REQUIRE = `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);`;
