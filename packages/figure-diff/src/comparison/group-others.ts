import type { OtherDiff } from '../schemas/diff.ts';

/** Fields that differ and are of one kind: of each epoch, of each figure. */
export interface OtherGroup {
  readonly verdict: OtherDiff['verdict'];
  readonly first: OtherDiff;
  readonly rest: readonly OtherDiff[];
}

/** Groups what else differs by what it is and its verdict, in the order of the manifest. */
export function groupOthers(others: readonly OtherDiff[]): OtherGroup[] {
  const groups = new Map<string, OtherDiff[]>();
  for (const other of others) {
    const kind = other.path.replace(/^figures\.[^.]+/, 'figures').replaceAll(/\.\d+(?=\.|$)/g, '');
    const key = `${other.verdict} ${kind}`;
    groups.set(key, [...(groups.get(key) ?? []), other]);
  }
  return [...groups.values()].map(([first, ...rest]) => ({
    verdict: first!.verdict,
    first: first!,
    rest,
  }));
}

/** "runs.dummy.epochs.1.loss: 0.500 → 0.600. And 11 more like it." */
export function sayOtherGroup({ first, rest }: OtherGroup): string {
  return rest.length === 0 ? first.sentence : `${first.sentence} And ${rest.length} more like it.`;
}
