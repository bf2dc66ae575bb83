import { parseJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import { shorten } from '@layerprint/core/json-text';
import type { FigureFile, FileSort } from '@layerprint/core/schemas/manifest';
import { VegaLiteSpecSchema } from '@layerprint/core/schemas/vega-lite-spec';
import type { Artifacts } from './open-artifacts.ts';
import { checkSvg } from './check-svg.ts';
import { checkTable } from './check-table.ts';
import { readArtifact } from './read-artifact.ts';

export { checkSvg };

/**
 * Makes sure that the files of artifacts do nothing to whoever opens them: they are published as they are,
 * and artifacts may come from anyone.
 *
 *     svg    is nothing but a picture, of the size that the manifest says
 *     csv    has no cell that a spreadsheet would compute
 *     spec   is a Vega-Lite specification that asks for nothing outside itself
 *
 * PNGs and data have been looked at when the artifacts were opened.
 *
 * @throws {LayerprintError} `artifact-not-ours` or `invalid-json`, naming the file; `artifact-changed`,
 *   where it did since.
 */
export function assertPublishable({ folder, manifest }: Artifacts): void {
  for (const file of manifest.figures.flatMap(({ files }) => files)) {
    const check = CHECKS[`${file.role} ${file.format}` as FileSort];
    const path = `${folder}/${file.path}`;
    const content = check && readArtifact(folder, file);
    try {
      check?.(content!, file, path);
    } catch (cause) {
      if (cause instanceof LayerprintError) throw cause;
      throw new LayerprintError(
        'artifact-not-ours',
        `${path} is nothing that the artifacts task writes: ${(cause as Error).message}.`,
        'Do not open or publish it. If these artifacts are your own, run the artifacts task of this profile again.',
        { cause },
      );
    }
  }
}

type Check = (content: Buffer, file: FigureFile, path: string) => void;

/** Data are checked where they are opened, and a PNG's size with them: a decoder reads no more than pixels. */
const CHECKS: Readonly<Record<FileSort, Check | null>> = {
  'data json': null,
  'picture png': null,
  'picture svg': (content, { width, height }) =>
    checkSvg(decodeText(content), { width: width!, height: height! }),
  'table csv': (content) => checkTable(decodeText(content)),
  'spec json': (content, _, path) => checkSpec(parseJson(VegaLiteSpecSchema, content, path)),
};

/** Bytes that are no UTF-8 could be another text to another program, as after another byte order mark. */
function decodeText(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (cause) {
    throw new Error('it is not encoded in UTF-8', { cause });
  }
}

/** An address, whatever it leads to. */
const ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:)?\/\/|^\s*(?:javascript|data|vbscript|file|blob):/i;

function checkSpec(spec: Readonly<Record<string, unknown>>): void {
  JSON.stringify(spec, (key, value: unknown) => {
    // A name, which nobody asks for.
    if (key === '$schema') return undefined;
    const isOutside =
      key === 'url' || key === 'href' || (typeof value === 'string' && ADDRESS.test(value));
    if (isOutside) throw new Error(`it asks for ${shorten(JSON.stringify(value))}`);
    return value;
  });
}
