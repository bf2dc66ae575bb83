import { SHARDS } from '../shards.ts';
import { layOut } from './lay-out.ts';
import type { PlacedCall } from './place-calls.ts';
import type { PlacedAccess, Slot } from './schedule.ts';

/** Where a piece of memory lies in a plan. */
type Place =
  /** In memory that all threads see. */
  | { readonly kind: 'shared'; readonly place: number }
  /** In each thread's own memory, which holds the part of the shard that it works at. */
  | { readonly kind: 'own'; readonly place: number; readonly starts: readonly number[] };

/** Places of pieces of memory, and the bytes that they take. */
export interface Places {
  readonly of: ReadonlyMap<object, Place>;
  readonly sharedBytes: number;
  readonly ownBytes: number;
}

interface Use {
  readonly access: PlacedAccess;
  readonly call: number;
  readonly phase: number;
  readonly isSharded: boolean;
}

/**
 * Places the pieces of memory that a step makes and drops. A piece that lives in one phase, and of which every shard
 * only ever touches its own part, needs no more room than one part a thread, so that it stays in the thread's cache.
 *
 * @param lasting Pieces that are read after the step.
 */
export function placeBlocks(
  calls: readonly PlacedCall[],
  slots: readonly Slot[],
  lasting: ReadonlySet<object>,
): Places {
  const uses = new Map<object, Use[]>();
  calls.forEach(({ accesses, isSharded }, call) => {
    for (const access of accesses) {
      if (access.isOutside) continue;
      const use = { access, call, phase: slots[call]!.phase, isSharded };
      const list = uses.get(access.block);
      if (list === undefined) uses.set(access.block, [use]);
      else list.push(use);
    }
  });
  const places = new Map<object, Place>();
  const blocks = [...uses].map(([block, list]) => ({
    block,
    list,
    starts: lasting.has(block) ? undefined : findOwnParts(list),
  }));

  const own = blocks.flatMap(({ block, list, starts }) =>
    starts ? [{ block, list, starts }] : [],
  );
  const ownLayout = layOut(
    own.map(({ list, starts }) => ({
      bytes: Math.max(...starts.slice(1).map((end, shard) => end - starts[shard]!)),
      first: list[0]!.call,
      last: list.at(-1)!.call,
    })),
  );
  own.forEach(({ block, starts }, i) => {
    places.set(block, { kind: 'own', place: ownLayout.places[i]!, starts });
  });

  const shared = blocks.filter(({ starts }) => starts === undefined);
  const sharedLayout = layOut(
    shared.map(({ block, list }) => ({
      bytes: Math.max(...list.map(({ access }) => access.offset + access.bytes)),
      first: Math.min(...list.map(({ phase }) => phase)),
      last: lasting.has(block) ? Infinity : Math.max(...list.map(({ phase }) => phase)),
    })),
  );
  shared.forEach(({ block }, i) => {
    places.set(block, { kind: 'shared', place: sharedLayout.places[i]! });
  });
  return { of: places, sharedBytes: sharedLayout.bytes, ownBytes: ownLayout.bytes };
}

/** Where the shards' parts begin and the last one ends, if every shard only ever touches its own. */
function findOwnParts(uses: readonly Use[]): readonly number[] | undefined {
  const parts = uses.map(({ access: { bounds, offset } }) =>
    bounds?.map((bound) => bound + offset),
  );
  const [first] = parts;
  const isOwn = uses.every(
    ({ phase, isSharded }, i) =>
      isSharded && phase === uses[0]!.phase && parts[i]?.join() === first?.join(),
  );
  return isOwn && first?.length === SHARDS + 1 ? first : undefined;
}
