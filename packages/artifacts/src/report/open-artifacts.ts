import { existsSync } from 'node:fs';
import * as z from 'zod';
import { FIGURE_KINDS, joinWords, type FigureDataOf, type FigureKind } from '@layerprint/core';
import { parseJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import {
  MANIFEST_VERSION,
  ManifestSchema,
  type Figure,
  type Manifest,
} from '@layerprint/core/schemas/manifest';
import { assertPictureSize } from './assert-picture-size.ts';
import { readArtifact, REBUILD } from './read-artifact.ts';
import { hashSha256, listFiles, readFileOrExplain } from '../files.ts';
import type { ReadRules } from '../read-file.ts';

/** The list of everything in an artifacts folder. */
export const MANIFEST_FILE = 'manifest.json';
/** The manifest's own sha256, as `sha256sum --check` reads it. */
export const MANIFEST_SUM_FILE = 'manifest.json.sha256';

/** A figure with its data; `kind` tells which. Every kind that a manifest may name has data. */
export type OpenedFigure = {
  [K in FigureKind]: Figure & { kind: K; data: FigureDataOf<K> };
}[FigureKind];

/** An artifacts folder in which every byte is what its manifest says. */
export interface Artifacts {
  readonly folder: string;
  readonly manifest: Manifest;
  /** sha256 of the manifest's file: it stands for the whole folder. */
  readonly manifestHash: string;
  /** The manifest's figures in its order, each with its data. */
  readonly figures: readonly OpenedFigure[];
}

/** Manifests of earlier versions, by their version, each read as what it would be today. */
export type EarlierManifests = Readonly<Record<number, z.ZodType<Manifest>>>;

const FILE_ITSELF: ReadRules = { mayBeLink: false };

/**
 * Opens an artifacts folder: reads the manifest, checks that every listed file is there with the listed
 * size and sha256, that a picture is of the size it says, that nothing else is there, and every figure's data against its schema. Another schema
 * version is told first, whatever else is wrong.
 *
 * @param folder `dist/<profile>/artifacts`.
 * @param earlier Which other versions are read; none, unless somebody says so.
 * @throws {LayerprintError} `artifact-missing`, `artifact-unexpected` or `artifact-changed`, naming the
 *   file; `picture-damaged`; `schema-version-differs`; `file-not-found` without the folder; `invalid-json`.
 */
export async function openArtifacts(
  folder: string,
  earlier: EarlierManifests = {},
): Promise<Artifacts> {
  // Told before what else is in a folder that was named by mistake.
  const isManifestThere = existsSync(`${folder}/${MANIFEST_FILE}`);
  if (existsSync(`${folder}/.`) && !isManifestThere) throw missing(folder, MANIFEST_FILE);
  const present = new Set(await listFiles(folder));
  const content = await readFileOrExplain(`${folder}/${MANIFEST_FILE}`, FILE_ITSELF);
  const schemas: EarlierManifests = { ...earlier, [MANIFEST_VERSION]: ManifestSchema };
  const version = readSchemaVersion(content) ?? MANIFEST_VERSION;
  assertSchemaVersion(version, Object.keys(schemas), folder);
  assertPresent(folder, present, MANIFEST_SUM_FILE);
  const manifest = await parseManifest(schemas[version]!, content, folder);

  const listed = new Map(
    manifest.figures.flatMap((figure) => figure.files.map((file) => [file.path, file])),
  );
  const unexpected = [...present].find(
    (path) => !listed.has(path) && path !== MANIFEST_FILE && path !== MANIFEST_SUM_FILE,
  );
  if (unexpected !== undefined) {
    throw new LayerprintError(
      'artifact-unexpected',
      `${folder}/${unexpected} is not listed in ${folder}/${MANIFEST_FILE}.`,
      'Move it away, or run the artifacts task of this profile again.',
    );
  }
  const contents = new Map<string, Buffer>();
  for (const file of listed.values()) {
    assertPresent(folder, present, file.path);
    const content = readArtifact(folder, file);
    assertPictureSize(file, content, `${folder}/${file.path}`);
    if (file.role === 'data') contents.set(file.path, content);
  }
  return {
    folder,
    manifest,
    manifestHash: hashSha256(content),
    figures: manifest.figures.map((figure) => openFigure(folder, figure, contents)),
  };
}

function assertPresent(folder: string, present: ReadonlySet<string>, path: string): void {
  if (!present.has(path)) throw missing(folder, path);
}

function missing(folder: string, path: string): LayerprintError {
  return new LayerprintError('artifact-missing', `${folder}/${path} is missing.`, REBUILD);
}

/** Other shapes have other numbers: one sentence then says more than the list of what does not fit. */
function assertSchemaVersion(version: number, read: readonly string[], folder: string): void {
  if (read.includes(String(version))) return;
  const maker = version < MANIFEST_VERSION ? 'an older' : 'a newer';
  throw new LayerprintError(
    'schema-version-differs',
    `${folder} was made by ${maker} Layerprint: its schema version is ${version}, and this one reads ${joinWords(read)}.`,
    'Read it with the Layerprint that made it, or make the artifacts again with this one.',
  );
}

/** Undefined where the manifest does not say: what is wrong with it is told where it is parsed. */
function readSchemaVersion(manifest: Buffer): number | undefined {
  try {
    return parseJson(VersionedSchema, manifest, MANIFEST_FILE).schemaVersion;
  } catch (error) {
    if (error instanceof LayerprintError) return undefined;
    throw error;
  }
}

const VersionedSchema = z.looseObject({ schemaVersion: z.int() });

async function parseManifest(
  schema: z.ZodType<Manifest>,
  content: Buffer,
  folder: string,
): Promise<Manifest> {
  const path = `${folder}/${MANIFEST_FILE}`;
  const sum = (await readFileOrExplain(`${folder}/${MANIFEST_SUM_FILE}`, FILE_ITSELF)).toString(
    'utf8',
  );
  if (sum === formatManifestSum(content)) {
    return parseJson(schema, content, path);
  }
  throw new LayerprintError(
    'artifact-changed',
    `${path} is not what the artifacts task wrote: its sha256 is not the one in ${folder}/${MANIFEST_SUM_FILE}.`,
    REBUILD,
  );
}

/** The content of `manifest.json.sha256`: the sum, two spaces and the file's name. */
export function formatManifestSum(manifest: string | Uint8Array): string {
  return `${hashSha256(manifest)}  ${MANIFEST_FILE}\n`;
}

function openFigure(
  folder: string,
  figure: Figure,
  contents: ReadonlyMap<string, Buffer>,
): OpenedFigure {
  const file = figure.files.find(({ role }) => role === 'data');
  const content = file && contents.get(file.path);
  if (!file || !content) {
    throw new LayerprintError(
      'artifact-missing',
      `${folder}/${MANIFEST_FILE} lists no data for the figure ${figure.id}.`,
      REBUILD,
    );
  }
  const data = parseJson(FIGURE_KINDS[figure.kind].schema, content, `${folder}/${file.path}`);
  return { ...figure, data } as OpenedFigure;
}
