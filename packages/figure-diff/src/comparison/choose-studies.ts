import type { StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import type { OtherDiff } from '../schemas/diff.ts';

/** What a side's study came to; of a revision that has a study and nothing that settles it that is not known. */
export type SideStudy = StudyVerdicts | 'unsettled' | undefined;

/** The study of each side; undefined where it has none, or where they are not compared. */
export interface Studies {
  readonly base: StudyVerdicts | undefined;
  readonly head: StudyVerdicts | undefined;
}

/** Chooses what is compared of two studies: nothing where a side's is not settled, which is told, since it may be another. */
export function chooseStudies(sides: Readonly<Record<keyof Studies, SideStudy>>): {
  readonly studies: Studies;
  readonly told: readonly OtherDiff[];
} {
  const { base, head } = sides;
  if (base !== 'unsettled' && head !== 'unsettled') return { studies: { base, head }, told: [] };
  const who =
    base !== 'unsettled'
      ? 'the head has'
      : head !== 'unsettled'
        ? 'the base has'
        : 'both sides have';
  const sentence = `study: ${who} a study and no task that settles it, so that studies are not compared.`;
  return {
    studies: { base: undefined, head: undefined },
    told: [{ path: 'study', verdict: 'changed', base: null, head: null, sentence }],
  };
}
