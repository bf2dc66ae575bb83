import { countNoun } from '@layerprint/core';
import type { Cause } from '../schemas/diff.ts';
import type { FieldChange } from './field-changes.ts';
import { matchFields } from './field-paths.ts';
import { STUDY_INPUT_FIELDS, type StudyInput } from './what-does-not-count.ts';

/** What inputs of the models of a study are called. */
const NAMING: Readonly<Record<StudyInput, Pick<Cause, 'kind' | 'input'>>> = {
  codeHash: { kind: 'training-code', input: 'training code' },
  dataHash: { kind: 'data', input: 'data' },
  claimsHash: { kind: 'experiment', input: 'questions' },
};

/**
 * Finds the inputs of the models of a study that differ, each told once for all models. They reach no figure.
 *
 * @param changes All fields that differ between the studies.
 */
export function findStudyCauses(changes: readonly FieldChange[]): Cause[] {
  return STUDY_INPUT_FIELDS.flatMap((field) => {
    const found = changes.filter(({ path }) => matchFields(path, `study.lines.<line>.${field}`));
    if (found.length === 0) return [];
    const list = (side: 'base' | 'head') =>
      [...new Set(found.map((change) => change[side] as string))].join(', ');
    const { kind, input } = NAMING[field];
    return [
      {
        ...{ id: `study-${input.replaceAll(' ', '-')}`, kind, input: `${input} of the study` },
        ...{ base: list('base'), head: list('head') },
        sentence: `${countNoun(found.length, 'model')} of the study ${found.length === 1 ? 'has' : 'have'} other ${input}.`,
      },
    ];
  });
}
