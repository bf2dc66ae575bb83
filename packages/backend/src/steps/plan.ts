import type { KernelRunner, PlanPlace } from '../kernel-runner.ts';
import type { Block } from '../memory.ts';
import type { TensorData } from '../tensor-data.ts';
import type { PlannedCall, PlanText } from '../threads/run-phase.ts';
import { placeBlocks, type Places } from './place-blocks.ts';
import { placeCalls, type PlacedCall } from './place-calls.ts';
import { NotRecordableError, type Recording } from './recording.ts';
import { scheduleCalls, type Slot } from './schedule.ts';

/** Added to each thread's own memory, so that two threads' do not share the same sets of a cache. */
const ARENA_STAGGER = 4160;

let plansMade = 0;

/** A stretch of numbers in memory. */
export interface Stretch {
  readonly address: number;
  readonly length: number;
}

/** Float32 numbers that a recorded step gave: where they lay while it was recorded. */
export interface RecordedOutput {
  readonly block: Block;
  readonly length: number;
}

/**
 * The calls of a recorded step, to be made again without what JavaScript did between them. Phases follow each other
 * with a barrier between; in a phase a thread takes a shard of the batch through all calls before it takes another.
 */
export class Plan {
  readonly outputs: readonly Stretch[];
  private readonly runner: KernelRunner;
  private readonly outside: readonly { data: TensorData; block: Block; isChanged: boolean }[];
  private readonly phases: number;
  /** The first phase that changes what outlives the step. */
  private readonly firstChange: number;
  private readonly place: PlanPlace;
  private readonly blocks: readonly Block[];

  /**
   * @param recording Released: its memory is given back before the plan's is taken.
   * @throws {NotRecordableError} Where the calls cannot be made again, naming the kernel.
   * @throws {OutOfMemoryError} Where there is no room for the plan's memory.
   */
  constructor(runner: KernelRunner, recording: Recording, outputs: readonly RecordedOutput[]) {
    const calls = placeCalls(recording);
    const slots = scheduleCalls(calls);
    this.runner = runner;
    this.phases = Math.max(-1, ...slots.map(({ phase }) => phase)) + 1;
    this.firstChange = findFirstChange(calls, slots, this.phases);
    const places = placeBlocks(calls, slots, new Set(outputs.map(({ block }) => block)));
    const changed = findChanged(calls);
    this.outside = [...recording.outside].map(([data, block]) => {
      return { data, block, isChanged: changed.has(block) };
    });
    recording.release();

    const stride = places.ownBytes + ARENA_STAGGER;
    const blocks: Block[] = [];
    const allocate = (bytes: number): Block => {
      blocks.push(runner.heap.allocate(bytes));
      return blocks.at(-1)!;
    };
    try {
      const shared = allocate(places.sharedBytes);
      const arena = allocate(runner.threads * stride);
      const text = new TextEncoder().encode(
        JSON.stringify({
          alarmAddress: runner.alarmAddress,
          arena: arena.address,
          arenaStride: stride,
          phases: planPhases(runner, calls, slots, places, shared, this.phases),
        } satisfies PlanText),
      );
      const { address } = allocate(text.length);
      new Uint8Array(runner.heap.memory.buffer, address, text.length).set(text);
      const scratchBytes = Math.max(0, ...calls.map(({ recorded }) => recorded.scratchBytes ?? 0));
      this.place = { id: ++plansMade, address, bytes: text.length, scratchBytes };
      this.outputs = outputs.map(({ block, length }) => {
        const place = places.of.get(block);
        const from = place === undefined ? block.address : shared.address + place.place;
        return { address: from, length };
      });
    } catch (error) {
      for (const block of blocks) block.release();
      throw error;
    }
    this.blocks = blocks;
  }

  /** Whether every tensor that the step was given is where it was, and is the step's to change where it does. */
  get isCurrent(): boolean {
    return this.outside.every(
      ({ data, block, isChanged }) =>
        data.block === block && (!isChanged || (data.refCount === 1 && block.isExclusive)),
    );
  }

  /** Runs the step; false where a kernel met infinities, before anything that outlives the step was changed. */
  run(): boolean {
    for (let phase = 0; phase < this.phases; phase++) {
      if (phase === this.firstChange && this.runner.takeAlarm()) return false;
      this.runner.runPhase(this.place, phase);
    }
    return this.firstChange < this.phases || !this.runner.takeAlarm();
  }

  dispose(): void {
    for (const block of this.blocks) block.release();
  }
}

/** Whether a step that broke off has changed what outlives it. */
export function hasChangedOutside(recording: Recording): boolean {
  const isGone = recording.abandonedBecause !== undefined;
  return isGone || findChanged(placeCalls(recording)).size > 0;
}

function findChanged(calls: readonly PlacedCall[]): Set<object> {
  const written = calls.flatMap(({ accesses }) =>
    accesses.filter(({ writes, isOutside }) => writes && isOutside),
  );
  return new Set(written.map(({ block }) => block));
}

function findFirstChange(
  calls: readonly PlacedCall[],
  slots: readonly Slot[],
  phases: number,
): number {
  let firstChange = phases;
  calls.forEach(({ accesses }, i) => {
    const isChange = accesses.some(({ writes, isOutside }) => writes && isOutside);
    if (isChange) firstChange = Math.min(firstChange, slots[i]!.phase);
  });
  calls.forEach(({ mayAlarm, recorded }, i) => {
    if (!mayAlarm || slots[i]!.phase < firstChange) return;
    throw new NotRecordableError(
      `runs the kernel ${recorded.kernel} after it has changed a variable`,
      'It could not be undone if that met an infinity: change variables last.',
    );
  });
  return firstChange;
}

/** The calls of each phase, with the addresses that the plan gives to what they read and write. */
function planPhases(
  runner: KernelRunner,
  calls: readonly PlacedCall[],
  slots: readonly Slot[],
  places: Places,
  shared: Block,
  count: number,
): PlannedCall[][] {
  const phases: PlannedCall[][] = Array.from({ length: count }, () => []);
  calls.forEach(({ recorded, accesses }, i) => {
    const { kernel, answer } = recorded;
    const numbers = [...recorded.numbers];
    const own: PlannedCall['own'][number][] = [];
    for (const { index, block, offset } of accesses) {
      const place = places.of.get(block);
      if (place?.kind === 'shared') numbers[index] = shared.address + place.place + offset;
      if (place?.kind !== 'own') continue;
      const starts = place.starts.map((start) => start - offset);
      own.push({ index, place: place.place, starts });
    }
    const { phase, lane } = slots[i]!;
    phases[phase]!.push({ kernel: runner.indexOf(kernel), numbers, lane, answer, own });
  });
  return phases;
}
