import type { ImageKind } from '../images.ts';
import type { LayerRoles } from '../layer-roles.ts';
import { findNearestName } from '../nearest-name.ts';
import type { NamedModel, SpecimenChoice } from '../schemas/experiment.ts';
import type { Layer } from '../schemas/layer.ts';
import { PIXELS } from './quantity.ts';
import { countSpecimens, type SpecimenCount } from './specimen-count.ts';

/** What claims can be about: the networks, models and images of an experiment. */
export interface ClaimContext {
  readonly layers: readonly Layer[];
  /** The layers that play a part, by name. */
  readonly roles: LayerRoles;
  /** In the order of the experiment. */
  readonly models: readonly Pick<NamedModel, 'id' | 'name' | 'isLoaded'>[];
  /** How many classes an answer chooses from. */
  readonly classes: number;
  /** Absent where claims are looked at that were held to them before. */
  readonly specimens?: SpecimenCount;
}

/**
 * What the claims of an experiment can be about.
 *
 * @param specimens What claims are to be held to, before there are any.
 */
export function makeClaimContext(
  layers: readonly Layer[],
  roles: LayerRoles,
  models: ClaimContext['models'],
  { classNames }: Pick<ImageKind, 'classNames'>,
  specimens?: SpecimenChoice,
): ClaimContext {
  return {
    layers,
    roles,
    models,
    classes: classNames.length,
    ...(specimens && { specimens: countSpecimens(specimens, { classNames }) }),
  };
}

const ROLES = ['first', 'last'] as const;

/** Says that a name stands for nothing, and what was probably meant. */
export class UnknownName extends Error {}

/**
 * Finds a layer by the part that it plays or by its name.
 *
 * @throws {UnknownName} where there is none, or where a layer that plays another part is called as a part.
 */
export function findLayer({ layers, roles }: ClaimContext, reference: string): Layer {
  const role = ROLES.find((known) => known === reference);
  const byName = layers.find(({ name }) => name === reference);
  const layer = role === undefined ? byName : layers.find(({ name }) => name === roles[role]);
  const known = layers.filter(({ kind }) => kind !== 'input').map(({ name }) => name);
  if (layer === undefined || layer.kind === 'input') {
    throw unknown('layer', reference, [...ROLES, ...known]);
  }
  if (byName === undefined || byName === layer) return layer;
  throw new UnknownName(
    `"${reference}" is the part that ${layer.name} plays, and the name of another layer as well: give that layer another name`,
  );
}

/**
 * What a model is called.
 *
 * @throws {UnknownName} where there is none with such an id.
 */
export function nameModel({ models }: ClaimContext, id: string): string {
  const model = models.find((candidate) => candidate.id === id);
  if (model !== undefined) return model.name;
  throw unknown(
    'model',
    id,
    models.map((candidate) => candidate.id),
  );
}

/** What a check calls what it measures: a model by its name, or the pixels. */
export function nameSubject(context: ClaimContext, subject: string): string {
  return subject === PIXELS ? PIXELS : nameModel(context, subject);
}

/** So many of what there is are named. */
const MOST_NAMED = 12;

/**
 * Says that something is not there, what there is, and what was probably meant.
 *
 * @param whose What has the known ones.
 */
export function unknown(
  what: string,
  name: string,
  known: readonly string[],
  whose = 'this experiment',
): UnknownName {
  return new UnknownName(
    `"${name}" is no ${what} of ${whose}, which has ${sayKnown(known)}${sayMeant(name, known)}`,
  );
}

/** Names what there is, of much of it some. */
export function sayKnown(known: readonly string[]): string {
  const different = [...new Set(known)];
  const rest = different.length - MOST_NAMED;
  return different.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** "; did you mean "frog-4"?", or nothing where no name is near. */
export function sayMeant(name: string, known: readonly string[]): string {
  const meant = findNearestName(name, known);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}
