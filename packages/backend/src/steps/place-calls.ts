import type { Block } from '../memory.ts';
import { describeAccesses } from './access.ts';
import { NotRecordableError, type RecordedCall, type Recording } from './recording.ts';
import type { PlacedAccess, ScheduledCall } from './schedule.ts';

/** A recorded call with the memory that it reads and writes. */
export interface PlacedCall extends ScheduledCall {
  readonly recorded: RecordedCall;
}

/**
 * Finds out which memory the recorded calls read and write; leaves out calls that touch none.
 *
 * @throws {NotRecordableError} Where a kernel has not said it, or touches memory that is neither the step's nor a
 *   tensor's that it was given.
 */
export function placeCalls({ calls, blocks, outside }: Recording): PlacedCall[] {
  const inside = new Set(blocks);
  const sorted = [...new Set([...blocks, ...outside.values()])].sort(
    (a, b) => a.address - b.address,
  );
  return calls.flatMap((recorded) => {
    const { kernel, numbers, scratchBytes, mayAlarm } = recorded;
    const described = describeAccesses(kernel, numbers);
    if (described === undefined) throw refuse(kernel, 'it is not said what that reads and writes');
    if (described.length === 0) return [];
    // Plans are written as JSON.
    const isPlain = numbers.every((number) => Number.isFinite(number) && !Object.is(number, -0));
    if (!isPlain) throw refuse(kernel, 'a number given to it is infinite, NaN or -0');
    const accesses = described.map((access): PlacedAccess => {
      const address = numbers[access.index]!;
      const block = findBlock(sorted, address);
      if (block === undefined) throw refuse(kernel, 'that has no tensor of the step');
      return { ...access, block, offset: address - block.address, isOutside: !inside.has(block) };
    });
    return [{ recorded, accesses, isSharded: scratchBytes !== undefined, mayAlarm }];
  });
}

function refuse(kernel: string, why: string): NotRecordableError {
  return new NotRecordableError(
    `runs the kernel ${kernel} where ${why}`,
    'Take the step without recording it.',
  );
}

/** The block in which an address lies, by bisection. */
function findBlock(sorted: readonly Block[], address: number): Block | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]!.address <= address) low = middle + 1;
    else high = middle;
  }
  const block = sorted[low - 1];
  return block !== undefined && address < block.address + block.bytes ? block : undefined;
}
