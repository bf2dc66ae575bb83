import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { COMPARED_KINDS } from '../kinds/compared-kinds.ts';
import type { FieldChange } from './field-changes.ts';
import { matchFields, REST } from './field-paths.ts';
import type { Names } from './field-paths.ts';

/** Fields whose difference is no change of the report, with the reason. */
export interface Uncounted {
  /** Of the manifest, and of a figure's data below `figures.<figure>.data`; see `matchFields`. */
  readonly fields: string;
  /** How a reader learns of it all the same. */
  readonly told: 'among the inputs' | 'as a copy of' | 'where it is made from';
  /** The fields that tell it; with none of them other, this is a change like any other. */
  readonly by?: string;
  readonly reason: string;
}

/** What a report is made from, by field: told among the inputs. */
const INPUTS = {
  profile: 'What the experiment is called.',
  'experiment.**': 'What was asked for.',
  claimsHash: 'What was to be claimed; what became of it is an observation.',
  'dataset.dataHash': 'The images that were learnt from.',
  'runs.<model>.plan.model':
    'What a model was called, which is compared with itself under any name.',
  'runs.<model>.codeHash': 'A comment in the code of training gives another.',
  'runs.<model>.codeFiles.**': 'A comment in the code of training gives another.',
  'runs.<model>.backend': 'What computed.',
  'runs.<model>.versions.**': 'What computed.',
  'runs.<model>.weightsHash': 'A hash has no size; curves, figures and claims say what it does.',
  'runs.<model>.plan.weights.files.**':
    'The files of weights; whether these are others, their own hash says.',
  figureCode: 'Reports made before it was recorded have none.',
  'figureCode.hash': 'A comment in the code of the figures gives another.',
  'figureCode.files.**': 'A comment in the code of the figures gives another.',
  'figureCode.versions.**': 'What computed and drew.',
} as const;
export type InputFields = keyof typeof INPUTS;

/** What the models of a study are made from, by field of their lines: told among the inputs. */
const STUDY_INPUTS = {
  codeHash: 'A comment in the code of training gives another.',
  dataHash: 'The images that were learnt from.',
  claimsHash: 'What the models were asked; what they answered counts.',
} as const;
export type StudyInput = keyof typeof STUDY_INPUTS;
export const STUDY_INPUT_FIELDS = Object.keys(STUDY_INPUTS) as StudyInput[];

const DATA = 'figures.<figure>.data';
const RUN = 'runs.<model>';
const LINE = 'study.lines.<line>';

/** What a line of a study's record holds of a model whose weights are gone. */
const LINE_RESULTS = [
  'epochs',
  'keptEpoch',
  'steps',
  'accuracy',
  'deadLayers',
  'measures',
  'checks',
] as const satisfies readonly (keyof StudyLine)[];

/**
 * All that may differ between two reports of which it is said that nothing changed. Everything else
 * counts, fields too that are not thought of yet. docs/what-does-not-count.md holds it for readers.
 */
export const DOES_NOT_COUNT: readonly Uncounted[] = [
  ...listInputs({
    ...INPUTS,
    ...Object.fromEntries(
      Object.entries(STUDY_INPUTS).map(([field, reason]) => [`${LINE}.${field}`, reason]),
    ),
  }),
  ...listCopies({
    'dataset.choice.**': 'experiment.dataset.**',
    'dataset.trainingImages': 'experiment.dataset.trainingImages',
    'dataset.testImages': 'experiment.dataset.testImages',
    [`${RUN}.plan.profile`]: 'profile',
    [`${RUN}.plan.choice.**`]: 'experiment.models.<model>.**',
    [`${RUN}.plan.recipe.**`]: 'experiment.recipe.**',
    [`${RUN}.layers.<layer>.rate`]: 'experiment.recipe.dropoutRate',
    [`${RUN}.plan.weights.file`]: 'experiment.models.<model>.weights.file',
    [`${RUN}.plan.weights.sha256`]: `${RUN}.weightsHash`,
    [`${RUN}.dataHash`]: 'dataset.dataHash',
    [`${RUN}.trainingImages`]: 'experiment.models.<model>.trainingImages',
    'figures.<figure>.chain.dataHash': 'dataset.dataHash',
    'figures.<figure>.chain.experimentHash': 'experimentHash',
    'figures.<figure>.chain.seeds.<model>': 'experiment.models.<model>.seed',
    'figures.<figure>.chain.weightsHashes.<model>': `${RUN}.weightsHash`,
    'study.experiment': 'profile',
  }),
  ...listMadeFrom('The sha256 of all of it.', {
    manifestHash: '**',
    experimentHash: 'experiment.**',
    [`${RUN}.planHash`]: `${RUN}.plan.**`,
  }),
  ...listMadeFrom('The sha256 of what calls models by their names.', {
    experimentHash: `${RUN}.plan.model`,
  }),
  ...listMadeFrom('What that hash is over.', { 'dataset.files.**': 'dataset.dataHash' }),
  ...listMadeFrom('The pixels of the specimens that are pictures.', {
    'dataset.pictures.**': 'dataset.specimens.**',
  }),
  ...listMadeFrom('Words, tables and pictures are made from the data.', {
    'figures.<figure>.caption': DATA,
    'figures.<figure>.alt': DATA,
    'figures.<figure>.files.<file>.sha256': DATA,
    'figures.<figure>.files.<file>.bytes': DATA,
  }),
  ...listMadeFrom(
    'What a training gave; of other weights it is another.',
    Object.fromEntries(LINE_RESULTS.map((field) => [`${LINE}.${field}.**`, `${LINE}.weightsHash`])),
  ),
  ...listMadeFrom('Follows from what its checks say.', {
    'study.pairs.claims.<claim>.verdict': 'study.pairs.claims.<claim>.checks.**',
    'study.controls.<control>.claims.<claim>.verdict':
      'study.controls.<control>.claims.<claim>.checks.**',
  }),
  ...Object.values(COMPARED_KINDS).flatMap(({ derived }) =>
    listMadeFrom(
      'A statistic of values that moved less than the tolerances.',
      Object.fromEntries(
        Object.entries(derived).map(([field, by]) => [`${DATA}.${field}`, `${DATA}.${by}`]),
      ),
    ),
  ),
];

/** Which of the inputs that a report is made from a field is, and what its names stand for; null for others. */
export function matchInput(
  path: readonly string[],
): { readonly fields: InputFields; readonly names: Names } | null {
  for (const fields of Object.keys(INPUTS) as InputFields[]) {
    const names = matchFields(path, fields);
    if (names) return { fields, names };
  }
  return null;
}

/** Whether a field is an input of the models of a study. */
export function isStudyInput(path: readonly string[]): boolean {
  return STUDY_INPUT_FIELDS.some((field) => matchFields(path, `${LINE}.${field}`) !== null);
}

/**
 * Whether another of these changes tells of this one: as the original of a copy, changed in the same way,
 * or as what it is made from. What only one side has is made from nothing that both have.
 */
export function isToldByAnother(change: FieldChange, changes: readonly FieldChange[]): boolean {
  return DOES_NOT_COUNT.some(({ fields, told, by }) => {
    const found = by === undefined ? null : matchFields(change.path, fields);
    if (!found) return false;
    if (told === 'as a copy of') {
      return changes.some((other) => isAlike(change, other) && matchFields(other.path, by!, found));
    }
    if (change.base === undefined || change.head === undefined) return false;
    const names = new Map([...found].filter(([part]) => part !== REST));
    return changes.some((other) => other !== change && matchFields(other.path, by!, names));
  });
}

function isAlike(one: FieldChange, other: FieldChange): boolean {
  return (
    one !== other &&
    JSON.stringify([one.base, one.head]) === JSON.stringify([other.base, other.head])
  );
}

function listInputs(reasons: Readonly<Record<string, string>>): Uncounted[] {
  return Object.entries(reasons).map(([fields, reason]) => ({
    fields,
    told: 'among the inputs',
    reason,
  }));
}

function listCopies(originals: Readonly<Record<string, string>>): Uncounted[] {
  return Object.entries(originals).map(([fields, by]) => ({
    fields,
    told: 'as a copy of',
    by,
    reason: 'Stands here for whoever reads this part alone.',
  }));
}

function listMadeFrom(reason: string, sources: Readonly<Record<string, string>>): Uncounted[] {
  return Object.entries(sources).map(([fields, by]) => ({
    fields,
    told: 'where it is made from',
    by,
    reason,
  }));
}
