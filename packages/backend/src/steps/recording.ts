import type { Block } from '../memory.ts';
import type { TensorData } from '../tensor-data.ts';

/** What a function does cannot be recorded; the message says what it did and what to do instead. */
export class NotRecordableError extends Error {
  readonly code = 'not-recordable';

  constructor(deed: string, advice: string) {
    super(`A recorded step ${deed}. ${advice}`);
    this.name = 'NotRecordableError';
  }
}

/** A call of a kernel, as it was made. */
export interface RecordedCall {
  readonly kernel: string;
  readonly numbers: readonly number[];
  /** Scratch memory that it needs where all shards are run; undefined for a kernel that is called once. */
  readonly scratchBytes: number | undefined;
  /** What the kernel answered. Whoever asked went on by it, so a step with another answer is another step. */
  readonly answer: number | undefined;
  /** Whether the alarm was asked for after it. */
  mayAlarm: boolean;
}

/** Notes all that a function does with kernels and memory, while it does it. */
export class Recording {
  readonly calls: RecordedCall[] = [];
  /** Memory that was handed out, none of it twice. */
  readonly blocks: Block[] = [];
  /** Tensors from outside that a kernel was given, with where they were. */
  readonly outside = new Map<TensorData, Block>();
  /** Why there will be no plan this time, though the step itself is right. */
  abandonedBecause: string | undefined;
  /** Tensors made while recording that are still there. */
  living = 0;

  /** Keeps what the heap hands out until {@link release}, so that two blocks never share memory. */
  noteBlock(block: Block): void {
    this.blocks.push(block.retain());
  }

  noteCall(call: Omit<RecordedCall, 'mayAlarm'>): void {
    const isSpoilt = call.kernel === 'areFinite' && call.answer === 0;
    if (isSpoilt) this.abandon('a kernel met infinities');
    this.calls.push({ ...call, mayAlarm: call.answer !== undefined });
  }

  /** The last call may have raised the alarm. */
  noteAlarm(isRaised: boolean): void {
    this.calls.at(-1)!.mayAlarm = true;
    if (isRaised) this.abandon('a kernel met infinities');
  }

  abandon(reason: string): void {
    this.abandonedBecause ??= reason;
  }

  /** Gives back all memory that was handed out; once more does nothing. */
  release(): void {
    for (const block of this.blocks.splice(0)) block.release();
  }
}
