import { findLayer, nameModel, unknown, UnknownName } from '../claims/claim-context.ts';
import type { ClaimContext } from '../claims/claim-context.ts';
import { findNearestName } from '../nearest-name.ts';
import { hasMaps, type Layer } from '../schemas/layer.ts';
import { listShownLayers } from '../shown-layers.ts';
import type { Article, ArticleUse } from './article.ts';
import { assertMeasures, type AskedCheck } from './asked-check.ts';
import { COMPONENTS, PAGES } from './components.ts';
import { explainDeadLink } from './explain-dead-link.ts';
import { assertFigure, fillFigureId, MAPS_FORM } from './figure-reference.ts';
import { canBeSpecimen, unknownSpecimen, type ForeseenSpecimen } from './foreseen-specimen.ts';
import { describeNumber, NUMBER_NAMES } from './numbers.ts';
import { makeFigureId } from '../figures/figure-id.ts';

/** What an article can name. */
export interface ArticleContext {
  readonly context: ClaimContext;
  readonly claims: readonly {
    readonly id: string;
    readonly checks: readonly AskedCheck[];
  }[];
  /**
   * The ids of all figures; before there are specimens, `{specimen}` in them stands for the main one, and `{companion}`
   * for any other.
   */
  readonly figures: readonly string[];
  /** The main one first. */
  readonly specimens: readonly ForeseenSpecimen[];
  /** The main specimen's id, or `{specimen}` before there is one. */
  readonly specimen: string;
}

/** Says of everything that an article names and that is not there where that stands, and what was probably meant. */
export function findArticleMisfits(
  { uses, links, anchors }: Article,
  known: ArticleContext,
): string[] {
  const shown = new Map<string, string>();
  const misfits = uses.flatMap((use) => {
    try {
      for (const name of assertFits(use, known)) {
        const before = shown.get(name);
        if (before !== undefined) {
          throw new UnknownName(`${name} stands in the article already, at ${before}`);
        }
        shown.set(name, use.place);
      }
      return [];
    } catch (error) {
      if (!(error instanceof UnknownName)) throw error;
      return [`${use.place}: <${use.component}>: ${error.message}`];
    }
  });
  const places = [...anchors, ...shown.keys()];
  const dead = links.flatMap(({ to, place }) => {
    const problem = explainDeadLink(to, places, known);
    return problem === undefined ? [] : [`${place}: ${problem}`];
  });
  return [...misfits, ...dead];
}

/** @returns What the component shows that a page can have once: figures, claims. */
function assertFits(use: ArticleUse, known: ArticleContext): readonly string[] {
  const { component, attributes } = use;
  const rules = COMPONENTS[component];
  if (rules === undefined) throw unknown('component', component, Object.keys(COMPONENTS));
  assertAttributes(Object.keys(attributes), rules.has, [...rules.has, ...rules.mayHave]);
  const text = readTexts(attributes);
  switch (component) {
    case 'Figure':
      return findFigures(text, known);
    case 'Claim':
      findAmong('claim', text['id']!, known.claims);
      return [text['id']!];
    case 'Model':
      nameModel(known.context, text['id']!);
      return [];
    case 'PageLink':
      assertPage(text, known.context);
      return [];
    case 'Number':
      assertNumber(text, known);
      return [];
    default:
      return [];
  }
}

function assertAttributes(
  given: readonly string[],
  has: readonly string[],
  known: readonly string[],
): void {
  const missing = has.find((name) => !given.includes(name));
  if (missing !== undefined) throw new UnknownName(`it has no "${missing}"`);
  const strange = given.find((name) => !known.includes(name));
  if (strange === undefined) return;
  if (known.length === 0) throw new UnknownName(`it has "${strange}", and has no attributes`);
  const meant = findNearestName(strange, known);
  throw new UnknownName(
    `"${strange}" is no attribute of it; it has ${known.join(', ')}${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
  );
}

/** What is written in attributes; those that are names alone are switches. */
function readTexts(attributes: ArticleUse['attributes']): Readonly<Record<string, string>> {
  const switches: readonly string[] = ['eager', 'capital'];
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      if (value === true && switches.includes(name)) return [];
      if (switches.includes(name)) {
        throw new UnknownName(`"${name}" is there or not; write ${name} alone, or leave it out`);
      }
      if (value !== true && value.trim() !== '') return [[name, value]];
      throw new UnknownName(`"${name}" says nothing; write ${name}="…"`);
    }),
  );
}

/** The ids of the figures that are shown: that which is named, or the maps of a layer, of one model or of all. */
function findFigures(
  text: Readonly<Record<string, string>>,
  known: ArticleContext,
): readonly string[] {
  const { id, layer, model, specimen } = text;
  if ((id === undefined) === (layer === undefined)) {
    throw new UnknownName('say which by "id", or by "layer" for its maps');
  }
  const ids =
    id === undefined ? listMaps(layer!, model, specimen, known) : [fillFigureId(id, known)];
  const other = ['model', 'specimen'].find((name) => id !== undefined && text[name] !== undefined);
  if (other !== undefined) throw new UnknownName(`"${other}" goes with "layer"; the id says all`);
  for (const figure of ids) assertFigure(figure, known);
  return ids;
}

function listMaps(
  layer: string,
  model: string | undefined,
  specimen: string | undefined,
  { context, specimens, specimen: main }: ArticleContext,
): string[] {
  const { name } = findShownLayer(context, layer);
  if (specimen !== undefined && !canBeSpecimen(specimen, specimens)) {
    throw unknownSpecimen(specimen, specimens);
  }
  if (model !== undefined) nameModel(context, model);
  return context.models
    .filter(({ id }) => model === undefined || id === model)
    .map(({ id }) =>
      makeFigureId(MAPS_FORM, { layer: name, model: id, specimen: specimen ?? main }),
    );
}

/** A layer whose maps the report shows, on a page of their own too. */
function findShownLayer(context: ClaimContext, reference: string): Layer {
  const layer = findLayer(context, reference);
  if (listShownLayers(context.layers, context.roles).includes(layer)) return layer;
  throw new UnknownName(
    hasMaps(layer)
      ? `the maps of ${layer.name} are shown, and have a page, where the experiment’s roles name it`
      : `${layer.name} has no maps, and no page`,
  );
}

function assertPage({ to, layer }: Readonly<Record<string, string>>, context: ClaimContext): void {
  if ((to === undefined) === (layer === undefined)) {
    throw new UnknownName('say which by "to", or by "layer"');
  }
  if (layer !== undefined) findShownLayer(context, layer);
  else if (!PAGES.includes(to!)) throw unknown('page', to!, PAGES);
}

function assertNumber(text: Readonly<Record<string, string>>, known: ArticleContext): void {
  const { of, ...given } = text;
  const rules = describeNumber(of!);
  if (rules === undefined) throw unknown('number', of!, NUMBER_NAMES);
  assertAttributes(Object.keys(given), rules.needs, [...rules.needs, ...rules.mayHave]);
  const { model, layer, check, over } = given;
  if (layer !== undefined) findLayer(known.context, layer);
  if (check !== undefined) {
    const checks = known.claims.flatMap((claim) => claim.checks);
    assertMeasures(findAmong('check', check, checks), { series: model, over });
  } else if (model !== undefined) assertHasNumber(of!, model, rules.isOfTraining, known.context);
}

function assertHasNumber(
  of: string,
  model: string,
  isOfTraining: boolean,
  context: ClaimContext,
): void {
  const name = nameModel(context, model);
  const { isLoaded = false } = context.models.find(({ id }) => id === model)!;
  if (!isOfTraining || !isLoaded) return;
  throw new UnknownName(
    `"${of}" is of a training, and nothing of the ${name} is trained: its weights are from a file`,
  );
}

function findAmong<T extends { readonly id: string }>(
  what: string,
  id: string,
  known: readonly T[],
): T {
  const found = known.find((candidate) => candidate.id === id);
  if (found !== undefined) return found;
  const ids = known.map((candidate) => candidate.id);
  if (ids.length === 0) throw new UnknownName(`"${id}" is no ${what}: there is no claims.json`);
  throw unknown(what, id, ids);
}
