import { joinWords } from '@layerprint/core';
import type { Replaced } from '../schemas/diff.ts';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { listFieldChanges } from './field-changes.ts';
import { joinPath } from './field-paths.ts';
import { sayValues } from './say-field-change.ts';

/**
 * Finds the layers that both sides have by name, and that are not the same layer in any field.
 *
 * @param base With its models called as the comparison calls them.
 */
export function findOtherLayers(base: Manifest, head: Manifest): Replaced[] {
  const found = Object.entries(base.runs).flatMap(([model, run]) =>
    run.layers.flatMap((before): Replaced[] => {
      const after = head.runs[model]?.layers.find(({ name }) => name === before.name);
      const changes = after ? listFieldChanges(before, after) : [];
      if (changes.length === 0) return [];
      const parts = changes.map((change) => `${joinPath(change.path)} ${sayValues(change)}`);
      const { name } = before;
      const sentence = `The layer ${name} is another layer: ${joinWords(parts)}.`;
      return [{ kind: 'layer', name, sentence }];
    }),
  );
  // Models have the same layers: what is said of one is not said again of another.
  return [...new Map(found.map((one) => [one.name, one])).values()];
}
