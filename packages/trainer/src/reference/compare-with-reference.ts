import { countNoun } from '@layerprint/core';
import type { ModelReference, Reference } from '@layerprint/core/schemas/reference';
import type { Epoch } from '@layerprint/core/schemas/run';

/** Figures named in one sentence; the rest are counted. */
const MAX_NAMES = 8;

/**
 * Says in sentences how a build differs from a reference, from cause to effect: the experiment, the
 * data, the trainings, the headline numbers, the claims, the figures. No sentence: the same bit for bit.
 */
export function compareWithReference(reference: Reference, found: Reference): string[] {
  return [
    ...say(
      reference.experimentHash !== found.experimentHash,
      `The experiment is another one: its hash is ${found.experimentHash}, not ${reference.experimentHash}.`,
    ),
    ...say(
      reference.dataHash !== found.dataHash,
      `The data is other data: its hash is ${found.dataHash}, not ${reference.dataHash}.`,
    ),
    ...compareLists(Object.keys(reference.models), Object.keys(found.models)),
    ...Object.entries(reference.models).flatMap(([name, model]) =>
      found.models[name] ? compareModels(name, model, found.models[name]) : [],
    ),
    ...compareHeadlines(reference, found),
    ...compareClaims(reference, found),
    ...compareFigures(reference, found),
  ];
}

function compareLists(reference: readonly string[], found: readonly string[]): string[] {
  return [
    ...reference.flatMap((name) => say(!found.includes(name), `There is no ${name} any more.`)),
    ...found.flatMap((name) => say(!reference.includes(name), `The ${name} is a new model.`)),
  ];
}

function compareModels(name: string, reference: ModelReference, found: ModelReference): string[] {
  const packages = new Set([...Object.keys(reference.versions), ...Object.keys(found.versions)]);
  const shown = (value: string | undefined) => value ?? 'absent';
  return [
    ...say(
      reference.backend !== found.backend,
      `The ${name} was trained by the backend ${found.backend}, not ${reference.backend}.`,
    ),
    ...[...packages].flatMap((key) =>
      say(
        reference.versions[key] !== found.versions[key],
        `The ${name} was trained with ${key} ${shown(found.versions[key])}, not ${shown(reference.versions[key])}.`,
      ),
    ),
    ...compareTrainings(name, reference, found),
    ...say(
      reference.weightsHash !== found.weightsHash,
      `The ${name} has other weights: their hash is ${found.weightsHash}, not ${reference.weightsHash}.`,
    ),
  ];
}

function compareTrainings(
  name: string,
  reference: ModelReference,
  found: ModelReference,
): string[] {
  if (!('epochs' in reference) || !('epochs' in found)) {
    const [was, is] = [reference, found].map((model) => ('epochs' in model ? 'trained' : 'loaded'));
    if (was !== is) return [`The ${name} is ${is}, and the reference was ${was}.`];
    return [];
  }
  return [
    ...compareEpochs(name, reference.epochs, found.epochs),
    ...say(
      reference.bestEpoch !== found.bestEpoch,
      `The ${name} was best at epoch ${found.bestEpoch}, not ${reference.bestEpoch}.`,
    ),
    ...say(
      reference.stoppedEarly !== found.stoppedEarly,
      `The ${name} was ${found.stoppedEarly ? '' : 'not '}stopped early, and the reference was${found.stoppedEarly ? ' not' : ''}.`,
    ),
  ];
}

function compareEpochs(
  name: string,
  reference: readonly Epoch[],
  found: readonly Epoch[],
): string[] {
  const length = say(
    reference.length !== found.length,
    `The ${name} was trained for ${countNoun(found.length, 'epoch')}, not ${reference.length}.`,
  );
  const metrics = ['loss', 'accuracy', 'validationLoss', 'validationAccuracy'] as const;
  for (const [index, epoch] of reference.entries()) {
    const metric = metrics.find((key) => found[index] && epoch[key] !== found[index][key]);
    if (metric) {
      const [was, is] = [epoch[metric], found[index]![metric]];
      return [
        ...length,
        `The ${name}'s training goes its own way from epoch ${epoch.epoch} on: ${metric} is ${is}, not ${was}.`,
      ];
    }
  }
  return length;
}

function compareHeadlines(reference: Reference, found: Reference): string[] {
  return compareNamed(
    reference.headline.map(({ name, value }) => [name, value]),
    found.headline.map(({ name, value }) => [name, value]),
  );
}

function compareClaims(reference: Reference, found: Reference): string[] {
  return compareNamed(
    reference.claims.map(({ id, outcome }) => [`The claim ${id}`, outcome]),
    found.claims.map(({ id, outcome }) => [`The claim ${id}`, outcome]),
  );
}

function compareNamed(
  reference: readonly [string, number | string][],
  found: readonly [string, number | string][],
): string[] {
  const before = new Map(reference);
  const after = new Map(found);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    return say(was !== is, `${name}: ${is ?? 'absent'}, not ${was ?? 'absent'}.`);
  });
}

function compareFigures(reference: Reference, found: Reference): string[] {
  const before = new Map(reference.figures.map((figure) => [figure.id, figure]));
  const after = new Map(found.figures.map((figure) => [figure.id, figure]));
  const shared = found.figures.filter(({ id }) => before.has(id));
  const otherNumbers = shared.filter(
    (figure) => figure.dataHash !== before.get(figure.id)!.dataHash,
  );
  const otherLooks = shared.filter(
    (figure) =>
      !otherNumbers.includes(figure) && figure.looksHash !== before.get(figure.id)!.looksHash,
  );
  return [
    ...sayOf(
      'missing',
      reference.figures.filter(({ id }) => !after.has(id)),
    ),
    ...sayOf(
      'new',
      found.figures.filter(({ id }) => !before.has(id)),
    ),
    ...sayOf('different in their numbers', otherNumbers),
    ...sayOf('the same in their numbers but drawn differently', otherLooks),
  ];
}

function sayOf(what: string, figures: readonly { id: string }[]): string[] {
  if (figures.length === 0) return [];
  const names = figures.slice(0, MAX_NAMES).map(({ id }) => id);
  const rest = figures.length - names.length;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return [`Figures ${what}: ${names.join(', ')}${more}.`];
}

function say(isTrue: boolean, sentence: string): string[] {
  return isTrue ? [sentence] : [];
}
