import { kindOfForm, makeFigureId } from '@layerprint/core';
import type { FigureForm, KindOfForm, PartsOf } from '@layerprint/core';
import type { Artifacts, OpenedFigure } from '@layerprint/artifacts';
import { LayerprintError } from '@layerprint/core/errors';
import type { Claim } from '@layerprint/core/schemas/claim';
import type { FigureFile } from '@layerprint/core/schemas/manifest';

const REBUILD = 'Run the artifacts task of this profile again.';

/** A figure of a known kind, with its data typed. */
export type FigureOf<K extends OpenedFigure['kind']> = Extract<OpenedFigure, { kind: K }>;

/**
 * Finds a figure by the form of its id, and by what that names.
 *
 * @throws {LayerprintError} `figure-missing`.
 */
export function findFigure<F extends FigureForm>(
  { figures, folder }: Pick<Artifacts, 'figures' | 'folder'>,
  form: F,
  parts: PartsOf<F>,
): FigureOf<KindOfForm<F>> {
  const kind = kindOfForm(form);
  const id = makeFigureId(form, parts);
  const figure = figures.find((candidate) => candidate.id === id && candidate.kind === kind);
  if (figure) return figure as FigureOf<KindOfForm<F>>;
  throw missing(`${folder} has no ${kind} with the id ${id}.`);
}

/**
 * Finds a figure's picture, and so its size: for a theme, a colour scope or a layout, as far as it has any.
 *
 * @throws {LayerprintError} `figure-missing`, when there is none.
 */
export function findPicture(
  figure: OpenedFigure,
  wanted: Pick<FigureFile, 'theme' | 'scope' | 'layout'> & { format: 'png' | 'svg' },
): FigureFile & { width: number; height: number } {
  const picture = figure.files.find(
    ({ role, format, theme, scope, layout }) =>
      role === 'picture' &&
      format === wanted.format &&
      theme === wanted.theme &&
      scope === wanted.scope &&
      layout === wanted.layout,
  );
  if (picture?.width === undefined || picture.height === undefined) {
    const words = [wanted.theme, wanted.scope, wanted.layout, wanted.format]
      .filter(Boolean)
      .join(' ');
    throw missing(`The figure ${figure.id} has no ${words} picture with a size.`);
  }
  return { ...picture, width: picture.width, height: picture.height };
}

/**
 * Finds a figure by its id.
 *
 * @throws {LayerprintError} `figure-missing`.
 */
export function findAnyFigure(
  { figures, folder }: Pick<Artifacts, 'figures' | 'folder'>,
  id: string,
): OpenedFigure {
  const figure = figures.find((candidate) => candidate.id === id);
  if (figure) return figure;
  throw missing(`${folder} has no figure with the id ${id}.`);
}

/**
 * Finds a claim by its id.
 *
 * @throws {LayerprintError} `claim-missing`.
 */
export function findClaim(
  { manifest, folder }: Pick<Artifacts, 'manifest' | 'folder'>,
  id: string,
): Claim {
  const claim = manifest.claims.find((candidate) => candidate.id === id);
  if (claim) return claim;
  throw new LayerprintError('claim-missing', `${folder} has no claim ${id}.`, REBUILD);
}

function missing(message: string): LayerprintError {
  return new LayerprintError('figure-missing', message, REBUILD);
}
