import { SHARDS } from '../shards.ts';
import type { Access } from './extents.ts';

/** A call whose accesses are known. */
export interface ScheduledCall {
  readonly accesses: readonly PlacedAccess[];
  /** Whether every shard takes part; otherwise one thread does it all. */
  readonly isSharded: boolean;
  /** Whether what it finds out may stop the step. */
  readonly mayAlarm: boolean;
}

/** An access of a known piece of memory. */
export interface PlacedAccess extends Access {
  /** Which piece: two accesses of different pieces never meet. */
  readonly block: object;
  /** From the begin of the piece, in bytes. */
  readonly offset: number;
  /** Whether the piece outlives the step. */
  readonly isOutside: boolean;
}

/** When a call is made, and by whom. */
export interface Slot {
  /** Phases follow each other with a barrier between; in a phase each shard goes through its calls by itself. */
  readonly phase: number;
  /** The shard with which a call is made that is not sharded. */
  readonly lane: number | undefined;
}

/**
 * Decides which calls are made side by side, from what they read and write. A call may share a phase with an
 * earlier one that it depends on only where every shard depends on no other shard of it; any other dependence
 * puts it a phase later. Calls that change what outlives the step come in phases after every call that may stop it.
 *
 * @param calls In an order that is right.
 */
export function scheduleCalls(calls: readonly ScheduledCall[]): Slot[] {
  const slots: Slot[] = [];
  const byBlock = new Map<object, { call: number; access: PlacedAccess }[]>();
  let lanes = 0;
  let lastAlarm = -1;
  calls.forEach(({ accesses, isSharded, mayAlarm }, index) => {
    const earlier = accesses.flatMap((access) =>
      (byBlock.get(access.block) ?? []).map((other) => ({ ...other, mine: access })),
    );
    const needed = earlier.filter(
      ({ access, mine }) => (access.writes || mine.writes) && doOverlap(span(access), span(mine)),
    );
    const changesOutside = accesses.some(({ writes, isOutside }) => writes && isOutside);
    let slot: Slot;
    let phase = changesOutside ? lastAlarm + 1 : 0;
    if (isSharded) {
      for (const { call, access, mine } of needed) {
        const { phase: before, lane } = slots[call]!;
        const isOwn = lane === undefined && areOwn(access, mine);
        phase = Math.max(phase, isOwn ? before : before + 1);
      }
      slot = { phase, lane: undefined };
    } else {
      const before = needed.map(({ call }) => slots[call]!);
      for (const { phase: at, lane } of before) {
        phase = Math.max(phase, lane === undefined ? at + 1 : at);
      }
      const lanesBefore = new Set(
        before.filter((slot) => slot.phase === phase).map(({ lane }) => lane),
      );
      if (lanesBefore.size > 1) phase += 1;
      const [lane] = lanesBefore.size === 1 ? lanesBefore : [lanes++ % SHARDS];
      slot = { phase, lane };
    }
    slots.push(slot);
    if (mayAlarm) lastAlarm = Math.max(lastAlarm, slot.phase);
    for (const access of accesses) {
      const list = byBlock.get(access.block);
      if (list === undefined) byBlock.set(access.block, [{ call: index, access }]);
      else list.push({ call: index, access });
    }
  });
  return slots;
}

type Span = readonly [from: number, to: number];

function span({ offset, bytes }: PlacedAccess): Span {
  return [offset, offset + bytes];
}

function doOverlap([from, to]: Span, [otherFrom, otherTo]: Span): boolean {
  return from < otherTo && otherFrom < to;
}

/** The part of an access that one shard keeps to. */
function part({ offset, bytes, bounds }: PlacedAccess, shard: number): Span {
  return bounds === undefined
    ? [offset, offset + bytes]
    : [offset + bounds[shard]!, offset + bounds[shard + 1]!];
}

/** Whether no shard of one access meets another shard of the other. */
function areOwn(a: PlacedAccess, b: PlacedAccess): boolean {
  for (let shard = 0; shard < SHARDS; shard++) {
    for (let other = 0; other < SHARDS; other++) {
      if (shard !== other && doOverlap(part(a, shard), part(b, other))) return false;
    }
  }
  return true;
}
