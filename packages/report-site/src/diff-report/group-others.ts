import type { Diff, OtherDiff } from '@layerprint/core/schemas/diff';

/** Fields that differ and are of one kind: of each epoch, of each figure. */
export interface OtherGroup {
  readonly verdict: OtherDiff['verdict'];
  readonly first: OtherDiff;
  readonly rest: readonly OtherDiff[];
}

/** Groups what else differs by what it is and its verdict, in the order of the manifest. */
export function groupOthers({ others }: Diff): OtherGroup[] {
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
