import { join } from 'node:path';
import { entryOf } from '@layerprint/core';
import { formatManifestSum, MANIFEST_FILE, MANIFEST_SUM_FILE } from '@layerprint/artifacts';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { hashSha256, writeUnseenFile } from '@layerprint/artifacts/files';
import { encodePng } from '@layerprint/artifacts/render';
import { ManifestSchema, type FigureFile } from '@layerprint/core/schemas/manifest';
import { sampleArtifacts, type SampleInputs } from '../../../artifacts/tests/sample-artifacts.ts';

/** Writes the sample report as a folder of artifacts, with a picture of one colour a figure. */
export async function writeSampleFolder(
  folder: string,
  shade: number,
  changes: Partial<SampleInputs> = {},
): Promise<void> {
  const { manifest, figures } = sampleArtifacts(changes);
  for (const [i, { id, kind, data }] of figures.entries()) {
    const contents: Record<string, string | Uint8Array> = {
      data: stringifyCanonicalJson(entryOf(kind).schema, data as never, id),
      table: 'a,b\r\n',
      picture: encodePng({ width: 4, height: 4, pixels: new Uint8ClampedArray(64).fill(shade) }),
    };
    const files: FigureFile[] = manifest.figures[i]!.files.map((file) => {
      const content = contents[file.role]!;
      return { ...file, bytes: Buffer.byteLength(content), sha256: hashSha256(content) };
    });
    manifest.figures[i]!.files = files;
    for (const { path, role } of files) await writeUnseenFile(join(folder, path), contents[role]!);
  }
  const text = stringifyCanonicalJson(ManifestSchema, manifest, MANIFEST_FILE);
  await writeUnseenFile(join(folder, MANIFEST_FILE), text);
  await writeUnseenFile(join(folder, MANIFEST_SUM_FILE), formatManifestSum(text));
}
