import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatManifestSum, MANIFEST_FILE, MANIFEST_SUM_FILE } from '@layerprint/artifacts';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { readJsonFile } from '@layerprint/artifacts/files';
import { ManifestSchema, type Manifest } from '@layerprint/core/schemas/manifest';

/** Changes the manifest of a copy of the artifacts, in such a way that every hash is right. */
export async function editManifest(
  artifacts: string,
  edit: (manifest: Manifest, artifacts: string) => unknown,
): Promise<void> {
  const path = join(artifacts, MANIFEST_FILE);
  const manifest = await readJsonFile(ManifestSchema, path);
  await edit(manifest, artifacts);
  const text = stringifyCanonicalJson(ManifestSchema, manifest, path);
  await writeFile(path, text);
  await writeFile(join(artifacts, MANIFEST_SUM_FILE), formatManifestSum(text));
}
