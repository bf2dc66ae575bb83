import type { SideReport } from '../schemas/diff.ts';
import { matchByName } from './data-comparison.ts';

type SideModel = SideReport['models'][number];

/** A model of both sides; one of them may not have it. */
export interface ModelPair {
  readonly id: string;
  readonly base: SideModel | undefined;
  readonly head: SideModel | undefined;
}

/** Pairs the models of both sides by what the comparison calls them: the head's in order, then those that only the base has. */
export function pairModels(base: SideReport, head: SideReport): ModelPair[] {
  return matchByName(head.models, base.models, ({ id }) => id).map((pair) => ({
    id: pair.name,
    base: pair.head,
    head: pair.base,
  }));
}
