import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program that prints JSON, and gives what it printed. */
export async function runChild<T>(
  program: string,
  args: readonly (string | number)[],
  environment: Record<string, string> = {},
): Promise<T> {
  const env = { ...process.env, ...environment };
  const { stdout } = await execute(program, args.map(String), { env });
  return JSON.parse(stdout) as T;
}

/** Runs a file of this folder in a Node of its own. */
export function runNodeChild<T>(file: string, args: readonly (string | number)[]): Promise<T> {
  return runChild<T>(process.execPath, [`${import.meta.dirname}/${file}`, ...args]);
}
