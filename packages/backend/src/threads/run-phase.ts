import { SHARDS } from '../shards.ts';
import type { Kernel } from './job-board.ts';

/** A call of a plan, with its addresses. */
export interface PlannedCall {
  /** The kernel's place in the module's list of exports. */
  readonly kernel: number;
  readonly numbers: readonly number[];
  /** The shard with which a call is made that is not sharded; such a kernel takes its own numbers alone. */
  readonly lane?: number | undefined;
  /** What the kernel has to answer; any other answer raises the alarm. */
  readonly answer?: number | undefined;
  /** Which numbers are addresses of memory that each thread has for itself. */
  readonly own: readonly OwnAddress[];
}

interface OwnAddress {
  readonly index: number;
  /** From the begin of the thread's own memory, in bytes. */
  readonly place: number;
  /** Where each shard's part begins: a thread's memory holds the part of the shard that it works at. */
  readonly starts: readonly number[];
}

/** What threads read out of shared memory, as JSON, to take part in a plan. */
export interface PlanText {
  readonly alarmAddress: number;
  /** The first thread's own memory, and bytes from one thread's to the next one's. */
  readonly arena: number;
  readonly arenaStride: number;
  readonly phases: readonly (readonly PlannedCall[])[];
}

interface ReadyCall extends PlannedCall {
  readonly call: Kernel;
  /** A copy in which the thread's own addresses are set, shard by shard. */
  readonly filled: number[];
}

/** Told how long a call took, for one shard. */
type CallObserver = (call: PlannedCall, milliseconds: number) => void;

/** One thread's part in plans: it goes through all calls of a phase with one shard before it takes another. */
export class PhaseRunner {
  observer: CallObserver | undefined;
  private readonly memory: WebAssembly.Memory;
  private readonly kernels: readonly Kernel[];
  private readonly thread: number;
  /** Plans as read, by their address; a plan that came to the same place has another number. */
  private readonly plans = new Map<number, { id: number; plan: PlanText; phases: ReadyCall[][] }>();

  /** @param kernels All of the module's, in the order of its exports. */
  constructor(memory: WebAssembly.Memory, kernels: readonly Kernel[], thread: number) {
    this.memory = memory;
    this.kernels = kernels;
    this.thread = thread;
  }

  /** To be run as a kernel is: its own numbers say which plan, where it is, and which phase. */
  readonly run: Kernel = (shard, _shards, scratch, id, address, bytes, phase) => {
    const { plan, phases } = this.read(id, address, bytes);
    const arena = plan.arena + this.thread * plan.arenaStride;
    const { observer } = this;
    for (const ready of phases[phase]!) {
      const start = observer && performance.now();
      this.make(ready, plan, shard, scratch, arena);
      if (start !== undefined) observer!(ready, performance.now() - start);
    }
    return 0;
  };

  private make(
    ready: ReadyCall,
    plan: PlanText,
    shard: number,
    scratch: number,
    arena: number,
  ): void {
    const { call, filled, lane, answer, own } = ready;
    if (lane === undefined) {
      for (const { index, place, starts } of own) filled[index] = arena + place - starts[shard]!;
      call(shard, SHARDS, scratch, ...filled);
    } else if (lane === shard && call(...filled) !== answer) {
      new Int32Array(this.memory.buffer, plan.alarmAddress, 1)[0] = 1;
    }
  }

  private read(
    id: number,
    address: number,
    bytes: number,
  ): { plan: PlanText; phases: ReadyCall[][] } {
    const known = this.plans.get(address);
    if (known?.id === id) return known;
    // Browsers decode no shared memory, so the text is copied out of it.
    const text = new Uint8Array(this.memory.buffer, address, bytes).slice();
    const plan = JSON.parse(new TextDecoder().decode(text)) as PlanText;
    const phases = plan.phases.map((calls) =>
      calls.map((call) => ({
        ...call,
        call: this.kernels[call.kernel]!,
        filled: [...call.numbers],
      })),
    );
    const read = { id, plan, phases };
    this.plans.set(address, read);
    return read;
  }
}
