import { describe, expect, it } from 'vitest';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { hashSha256 } from '../../src/files.ts';
import { assertMadeBy } from '../../src/workspace/made-by.ts';
import { sampleArtifacts } from '../sample-artifacts.ts';

const CODE = { training: hashSha256('training'), figures: hashSha256('figures') };
const OF = { folder: 'dist/quick/artifacts', of: 'of main', hint: 'Do this.' };
const OTHER = hashSha256('other');

function makeManifest(edit: (manifest: Manifest) => void = () => undefined): Manifest {
  const manifest = structuredClone(sampleArtifacts().manifest);
  manifest.figureCode = { hash: CODE.figures, versions: {} };
  for (const run of Object.values(manifest.runs)) run.codeHash = CODE.training;
  edit(manifest);
  return manifest;
}

describe('assertMadeBy', () => {
  it('passes a report whose figures and models are of that code', () => {
    assertMadeBy(makeManifest(), CODE, OF);
  });

  it.each<[string, (manifest: Manifest) => void]>([
    ['its figures were drawn', (manifest) => (manifest.figureCode!.hash = OTHER)],
    ['its figures were drawn', (manifest) => delete manifest.figureCode],
    ['its dummy was trained', (manifest) => (manifest.runs.dummy!.codeHash = OTHER)],
    ['its benchmark was trained', (manifest) => delete manifest.runs.benchmark!.codeHash],
    [
      'its figures were drawn, and its benchmark was trained',
      (manifest) => {
        manifest.figureCode!.hash = OTHER;
        manifest.runs.benchmark!.codeHash = OTHER;
      },
    ],
  ])('says that %s by other code', (what, edit) => {
    expect(() => assertMadeBy(makeManifest(edit), CODE, OF)).toThrow(
      expect.objectContaining({
        code: 'made-by-other-code',
        message: `dist/quick/artifacts was not made by the code of main: ${what} by other code.`,
        hint: 'Do this.',
      }),
    );
  });
});
