import { refuseNetwork } from '../read-layer.ts';
import type { LayerEntry } from './translate-layer.ts';

/**
 * Reads the names of the layers whose outputs a layer of a functional model takes, in order: of Keras 2 and TF.js
 * `[[[name, 0, 0, {}], …]]`, of Keras 3 `[{ args: [tensor or tensors], kwargs }]`.
 *
 * @throws {LayerprintError} `network-not-supported`, for a layer that is used more than once, or on anything else.
 */
export function readSources({ name, inbound_nodes: nodes = [] }: LayerEntry): string[] {
  if (nodes.length === 0) return [];
  if (nodes.length > 1) {
    throw refuseNetwork(
      `The layer ${name} is used ${nodes.length} times, and training knows no shared layers.`,
    );
  }
  const [node] = nodes;
  if (Array.isArray(node)) {
    return (node as unknown[]).map((tensor) => {
      const [source, at, output, options] = tensor as unknown[];
      assertNoOptions(name, options);
      return readOutput(name, [source, at, output]);
    });
  }
  const { args = [], kwargs } = node as { args?: unknown[]; kwargs?: unknown };
  assertNoOptions(name, kwargs);
  return args.flat().map((tensor) => {
    const { class_name: className, config } = (tensor ?? {}) as {
      class_name?: unknown;
      config?: { keras_history?: unknown[] };
    };
    if (className === '__keras_tensor__') return readOutput(name, config?.keras_history ?? []);
    throw refuseNetwork(
      `The layer ${name} takes ${JSON.stringify(tensor)}, and training knows what other layers give alone.`,
    );
  });
}

function readOutput(name: string, [source, at, output]: readonly unknown[]): string {
  if (typeof source === 'string' && at === 0 && output === 0) return source;
  throw refuseNetwork(
    `The layer ${name} takes use ${String(at)}, output ${String(output)} of ${String(source)}, and training knows layers that are used once and give one.`,
  );
}

/** What a layer was called with besides: nothing, as far as training knows. */
function assertNoOptions(name: string, options: unknown): void {
  for (const [key, value] of Object.entries(options ?? {})) {
    if (value === null) continue;
    throw refuseNetwork(
      `The layer ${name} is called with ${key} ${JSON.stringify(value)}, which nothing in training follows.`,
    );
  }
}
