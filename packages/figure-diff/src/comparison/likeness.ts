import type { Artifacts, OpenedFigure } from '@layerprint/artifacts';
import { listModels } from '@layerprint/core/schemas/experiment';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import type { Replaced, Tolerances } from '../schemas/diff.ts';
import { castRoles } from './cast-roles.ts';
import { matchFigures } from './match-figures.ts';
import { matchGridFilters, type FindPartners } from './match-grid-filters.ts';
import { listRecast, matchModels } from './match-models.ts';
import type { Roles } from './match-models.ts';
import type { NewNames } from './new-names.ts';
import { findOtherClasses } from './other-classes.ts';
import { findOtherImages } from './other-images.ts';
import { findOtherLayers } from './other-layers.ts';
import { findOtherModels } from './other-models.ts';
import { sayValues } from './say-field-change.ts';
import { boundNoise } from './tolerances.ts';

/**
 * What stands under one name on both sides and is not the same thing. No number of the one is set against
 * the other's: see docs/decisions/0017-like-with-like.md.
 */
export interface Likeness {
  /** Which models are compared with each other, and what they are called. */
  readonly roles: Roles;
  /** All of it, in words, in the order in which one thing is made from the other. */
  readonly replaced: readonly Replaced[];
  /** Models of both sides that are not the same one. */
  readonly models: ReadonlySet<ModelId>;
  /** Models that only one side has, as the comparison calls them. */
  readonly unmatched: ReadonlySet<ModelId>;
  readonly layers: ReadonlySet<string>;
  /** Ids of images that have other pixels. */
  readonly specimens: ReadonlySet<string>;
  /** Whether the article's figures are of another image. */
  readonly isMainReplaced: boolean;
  /** Whether another set of images is looked at on the pages of layers. */
  readonly isSpecimenReplaced: boolean;
  /** Whether another set of images is validated on. */
  readonly isValidationReplaced: boolean;
  /** Below these, a difference of numbers is what another engine may do to them. */
  readonly tolerances: Tolerances;
  /** Which filters of a layer answer to the same on both sides, whatever their numbers are. */
  readonly partnersOf: FindPartners;
}

/** Two reports, and what is another thing in them. */
export interface LikePair {
  /** With its models called as the comparison calls them. */
  readonly base: Artifacts;
  readonly head: Artifacts;
  readonly likeness: Likeness;
}

/** Finds what is another thing on the two sides, by what it is and not by what it is called. */
export function pairReports(base: Artifacts, head: Artifacts): LikePair {
  const roles = matchModels(base.manifest, head.manifest);
  const cast = castRoles(base, listNewNames(base, head, roles));
  return { base: cast, head, likeness: findLikeness(cast, head, roles) };
}

/** What models of the base are called now that are called otherwise in it. */
function listNewNames(base: Artifacts, head: Artifacts, { partners, names }: Roles): NewNames {
  const ofHead = head.manifest.experiment.models;
  const renamed = listModels(base.manifest.experiment).filter(({ id }) => names.get(id) !== id);
  return new Map(
    renamed.map(({ id: was, name: oldName }) => {
      const id = names.get(was)!;
      const name = partners.get(id) === was ? ofHead.find((one) => one.id === id)?.name : undefined;
      return [was, { id, name, oldName }];
    }),
  );
}

function findLikeness(base: Artifacts, head: Artifacts, roles: Roles): Likeness {
  const tolerances = boundNoise([base, head].flatMap(({ manifest }) => listNetworks(manifest)));
  const { replaced, unmatched } = findOtherModels(base.manifest, head.manifest, roles);
  const layers = findOtherLayers(base.manifest, head.manifest);
  const { main, specimens, validation } = findOtherImages(base, head, tolerances);
  const classes = findOtherClasses(base.manifest.dataset, head.manifest.dataset);
  return {
    roles,
    replaced: [
      ...classes,
      ...main,
      ...specimens,
      ...validation,
      ...layers,
      ...replaced,
      ...unmatched,
    ],
    models: new Set(replaced.map(({ name }) => name)),
    unmatched: new Set(unmatched.map(({ name }) => name)),
    layers: new Set(layers.map(({ name }) => name)),
    specimens: new Set(specimens.map(({ name }) => name)),
    isMainReplaced: main.length > 0,
    isSpecimenReplaced: specimens.length > 0 || validation.length > 0,
    isValidationReplaced: validation.length > 0,
    tolerances,
    partnersOf: matchGridFilters(
      base.figures,
      head.figures,
      (specimen) => !specimens.some(({ name }) => name === specimen),
    ),
  };
}

function listNetworks({ runs }: Artifacts['manifest']) {
  return Object.values(runs).map(({ layers }) => layers);
}

/** A figure of both sides as they have it; one of them may be missing. */
export interface FigurePair {
  /** The head's id, or where only the base has it what that would be in the head. */
  readonly id: string;
  readonly base: OpenedFigure | undefined;
  readonly head: OpenedFigure | undefined;
  /**
   * Whether both show the same things in the same places, so that their pictures can be laid over
   * each other: where models have other roles they stand in each other’s place.
   */
  readonly isSameView: boolean;
}

/** Pairs the figures of two reports by what they are, whatever they are called on each side. */
export function pairFigures(base: Artifacts, head: Artifacts): FigurePair[] {
  const pair = pairReports(base, head);
  const { likeness } = pair;
  const originals = findOriginals(base.figures, pair.base.figures);
  return matchFigures(pair.base.figures, head.figures).map(({ id, base: was, head: is }) => ({
    id,
    base: was && originals.get(was),
    head: is,
    isSameView:
      was !== undefined &&
      is !== undefined &&
      hasSamePlaces(was, pair.base, is, head) &&
      !(listSubjects(is).length > 1 && hasOtherNames(is, likeness)) &&
      compareSubjects(was, is, likeness).sentences.length === 0,
  }));
}

/** The figures as the report has them, by those of its cast; the bytes of their data are the same. */
function findOriginals(
  figures: readonly OpenedFigure[],
  cast: readonly OpenedFigure[],
): ReadonlyMap<OpenedFigure, OpenedFigure> {
  const keyOf = ({ files }: OpenedFigure) => files.map(({ sha256 }) => sha256).join();
  const queues = Map.groupBy(figures, keyOf);
  return new Map(cast.map((figure) => [figure, queues.get(keyOf(figure))!.shift()!]));
}

/** Whether both figures show the same models in the same places among all: colour and mark follow from these. */
function hasSamePlaces(
  was: OpenedFigure,
  base: Artifacts,
  is: OpenedFigure,
  head: Artifacts,
): boolean {
  const [before, after] = [listSubjects(was), listSubjects(is)];
  if (before.length < 2 && after.length < 2) return before.join() === after.join();
  const place = (shown: readonly ModelId[], { manifest }: Artifacts) =>
    manifest.experiment.models.map(({ id }) => (shown.includes(id) ? id : '')).join(' ');
  return place(before, base).trimEnd() === place(after, head).trimEnd();
}

/** Whether a figure names a model that is called otherwise in the base. */
export function hasOtherNames(figure: OpenedFigure, { roles }: Likeness): boolean {
  const shown = listSubjects(figure);
  return listRecast(roles).some((model) => shown.includes(model));
}

/** Two figures of one id, beside what is another thing in them. */
export interface FigureLikeness {
  /** One sentence for each thing that is another. */
  readonly sentences: readonly string[];
  /** Whether they are of one layer, one image and one quantity, so that their data have a common measure. */
  readonly isComparable: boolean;
}

/** Says what two figures of one id are of that is not the same thing on both sides. */
export function compareSubjects(
  base: OpenedFigure,
  head: OpenedFigure,
  { roles, models, unmatched, layers, specimens }: Likeness,
): FigureLikeness {
  const apart = listApart(base, head);
  const { layer, specimen } = head;
  const than = base.model && head.model && base.model !== head.model ? base.model : undefined;
  const subjects = [...new Set([...listSubjects(base), ...listSubjects(head)])];
  const others = than === undefined ? subjects.filter((model) => models.has(model)) : [];
  const things = [
    ...(than === undefined
      ? []
      : [`another model than ${nameElsewhere(than, { roles, unmatched })}`]),
    ...(layer !== undefined && layers.has(layer) ? [`another layer ${layer}`] : []),
    ...(specimen !== undefined && specimens.has(specimen) ? [`another image ${specimen}`] : []),
  ];
  return {
    sentences: [
      ...(apart.length > 0 ? [`Of another thing, so not compared: ${apart.join(', ')}.`] : []),
      ...[...things, ...others.map((model) => `another ${model}`)].map(
        (thing) => `Of ${thing}, so no number of one side is set against the other’s.`,
      ),
    ],
    isComparable: apart.length === 0 && things.length === 0,
  };
}

/** A model of the base as readers of the head find it. */
function nameElsewhere(
  model: ModelId,
  { roles, unmatched }: Pick<Likeness, 'roles' | 'unmatched'>,
) {
  if (unmatched.has(model)) return `the ${model}, which only the base has`;
  return roles.names.get(model) === model ? `the ${model}` : `what is the ${model} now`;
}

/** The models that a figure shows. A grid's scale knows both, but it shows one. */
function listSubjects({ model, chain }: OpenedFigure): string[] {
  if (model) return [model];
  return Object.keys(chain.weightsHashes);
}

/** The fields of a figure's data that say what they are of, and what these are called. */
const SUBJECT: Readonly<Record<string, string>> = {
  model: 'model',
  layer: 'layer',
  specimen: 'specimen',
  trueClass: 'class',
  quantity: 'quantity',
  over: 'over',
  unit: 'unit',
  metric: 'metric',
};

/** "specimen frog-4 → deer-5": what the data of two figures of one kind are of and is not the same. */
function listApart(base: OpenedFigure, head: OpenedFigure): string[] {
  const [before, after] = [base.data, head.data] as unknown as Record<string, string>[];
  return Object.entries(SUBJECT).flatMap(([field, name]) => {
    const [was, is] = [before![field], after![field]];
    return was === is ? [] : [`${name} ${sayValues({ base: was, head: is })}`];
  });
}
