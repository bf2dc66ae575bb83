import type { Artifacts, OpenedFigure } from '@layerprint/artifacts';
import type { Claim } from '@layerprint/core/schemas/claim';
import type { Figure, Manifest } from '@layerprint/core/schemas/manifest';
import { MODEL_NAMES } from './model-names.ts';
import { listRecast } from './match-models.ts';
import type { Roles } from './match-models.ts';

/**
 * Calls the models of the base by the roles that they have in the head, wherever they are named: in runs and
 * conditions, in ids, words and data of figures, in checks. What is compared afterwards by its name is so
 * compared by what it is. What a claim says as a whole, and what a model was planned as, stay what they are.
 *
 * The numbers of figures and all orders are those of places in a report, and stay with the places.
 *
 * @returns The base itself where every model has the role that it had. The files of figures are under
 *   names that they would have: to read one, see `nameInHead`.
 */
export function castRoles(base: Artifacts, roles: Roles): Artifacts {
  if (listRecast(roles).length === 0) return base;
  const { experiment, runs, conditions, claims } = base.manifest;
  const figures = castFigures(base.figures, roles);
  const manifest: Manifest = {
    ...base.manifest,
    experiment: { ...experiment, models: castValue(experiment.models, roles) },
    runs: castKeys(runs, roles),
    figures: figures.map(withoutData),
    claims: claims.map((claim) => castChecks(claim, roles)),
    conditions: castValue(conditions, roles),
  };
  return { ...base, manifest, figures };
}

/** "activations-conv2d_6-dummy-frog-4": what has this name in the base, as the head calls it. */
export function nameInHead(name: string, roles: Roles): string {
  return name.replaceAll(NAMED, (was) => {
    const role = MODEL_NAMES.find((one) => roles[one] === was.toLowerCase())!;
    return was === was.toLowerCase() ? role : role[0]!.toUpperCase() + role.slice(1);
  });
}

const NAMED = new RegExp(`\\b(?:${MODEL_NAMES.join('|')})\\b`, 'gi');

function withoutData(figure: OpenedFigure): Figure {
  const entry: Figure & { data?: unknown } = { ...figure };
  delete entry.data;
  return entry;
}

function castFigures(figures: readonly OpenedFigure[], roles: Roles): OpenedFigure[] {
  const numbers = new Map(figures.map(({ id, number }) => [id, number]));
  return castValue(figures, roles).map((figure) => ({
    ...figure,
    number: numbers.has(figure.id) ? numbers.get(figure.id)! : figure.number,
  }));
}

/** What a claim says is said of roles; what it rests on is measured on models. */
function castChecks(claim: Claim, roles: Roles): Claim {
  return { ...claim, checks: castValue(claim.checks, roles) };
}

/** The same, with every name of a model in it another: in texts, in keys, and in its place in a list. */
function castValue<T>(value: T, roles: Roles): T;
function castValue(value: unknown, roles: Roles): unknown {
  if (typeof value === 'string') return nameInHead(value, roles);
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    const entries = Object.entries(value) as [string, unknown][];
    return castKeys(
      Object.fromEntries(entries.map(([key, item]) => [key, castValue(item, roles)])),
      roles,
    );
  }
  const items: readonly unknown[] = value;
  if (typeof items[0] === 'number') return items;
  const cast = items.map((item) => castValue(item, roles));
  return keepPlaces(items.map(readName), cast, readName);
}

/** What an item of a list is called that has a name. */
function readName(item: unknown): unknown {
  const { id, name, model } = Object(item) as { id?: unknown; name?: unknown; model?: unknown };
  return id ?? name ?? model ?? item;
}

/** A record by model, or by anything else, with each model's entry under its role in the head. */
function castKeys<T extends object>(record: T, roles: Roles): T {
  const entries = Object.entries(record) as [string, unknown][];
  const isModel = (key: string) => MODEL_NAMES.some((model) => model === key);
  const cast = entries.map(([key, value]): [string, unknown] => [
    isModel(key) ? nameInHead(key, roles) : key,
    value,
  ]);
  const places = entries.map(([key]) => key);
  return Object.fromEntries(keepPlaces(places, cast, ([key]) => key)) as T;
}

/** Puts each item where the one stood that had its name; one with a name that none had stays where it is. */
function keepPlaces<T>(
  names: readonly unknown[],
  items: readonly T[],
  nameOf: (item: T) => unknown,
): T[] {
  const places = items.map((item, index) => {
    const place = names.indexOf(nameOf(item));
    return { item, place: place === -1 ? index : place };
  });
  return places.toSorted((one, other) => one.place - other.place).map(({ item }) => item);
}
