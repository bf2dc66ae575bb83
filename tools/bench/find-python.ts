import { spawnSync } from 'node:child_process';

/** Debian's Python has `python3-torch` even where another Python comes first. */
const CANDIDATES = ['python3', '/usr/bin/python3'];

/** The first Python that can import PyTorch; undefined for none. */
export function findPythonWithTorch(asked: string | undefined): string | undefined {
  const candidates = asked === undefined ? CANDIDATES : [asked];
  return candidates.find((python) => spawnSync(python, ['-c', 'import torch']).status === 0);
}
