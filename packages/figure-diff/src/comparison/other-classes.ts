import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import type { Replaced } from '../schemas/diff.ts';
import { joinSome } from './wording.ts';

/** Finds whether the classes are others: what a model answers has no common measure then. */
export function findOtherClasses(base: DatasetManifest, head: DatasetManifest): Replaced[] {
  const [before, after] = [base.classNames, head.classNames];
  if (before.join('\n') === after.join('\n')) return [];
  const parts = [
    ...(before.length === after.length ? [] : [`${before.length} → ${after.length}`]),
    ...sayOnly('base', before, after),
    ...sayOnly('head', after, before),
  ];
  const what = parts.length === 0 ? 'the same in another order' : parts.join('; ');
  return [{ kind: 'classes', name: 'classes', sentence: `The classes are others: ${what}.` }];
}

function sayOnly(side: string, names: readonly string[], others: readonly string[]): string[] {
  const own = names.filter((name) => !others.includes(name));
  return own.length === 0 ? [] : [`only in the ${side} ${joinSome(own)}`];
}
