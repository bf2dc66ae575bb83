import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findClaimMisfits, type ClaimContext } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';
import { ClaimsFileSchema, type ClaimsPlan } from '@layerprint/core/schemas/claims-file';
import { assertProfileExists } from '@layerprint/artifacts/profiles';
import { explainUnknown } from './explain-unknown-keys.ts';
import { readJsonFile } from '@layerprint/artifacts/files';
import type { Layout } from '../layout.ts';

/**
 * Reads what an experiment claims, and holds it to what the experiment has: before anything is made of it.
 *
 * @returns Undefined where it claims nothing: there is no file then.
 * @throws {LayerprintError} `invalid-json`; `unknown-profile` and `no-claims`, where the claims are another
 *   experiment's; `claims-do-not-fit`, naming every field that is about something that is not there, is not
 *   measured so, or could not come out otherwise.
 */
export async function loadClaims(
  { claims: path }: Pick<Layout, 'claims'>,
  context: ClaimContext,
): Promise<ClaimsPlan | undefined> {
  if (!existsSync(path)) return undefined;
  const { schemaVersion, claims } = await readWrittenClaims(path);
  const misfits = findClaimMisfits(claims, context);
  if (misfits.length === 0) return { schemaVersion, claims };
  throw new LayerprintError(
    'claims-do-not-fit',
    `${path} claims what cannot be measured so.\n  ${misfits
      .map((misfit) => `${misfit.path.join('.')}: ${misfit.message}`)
      .join('\n  ')}`,
    'Correct it; docs/guides/own-claims.md says what can be claimed.',
  );
}

/** Reads what is claimed, here or by another experiment; throws as `loadClaims`. */
export async function readWrittenClaims(path: string): Promise<ClaimsPlan> {
  const { schemaVersion, claims, claimsOf } = await readFileOfClaims(path);
  if (claims !== undefined) return { schemaVersion, claims };
  const experiments = dirname(dirname(path));
  assertProfileExists(claimsOf!, experiments);
  const other = join(experiments, claimsOf!, basename(path));
  const taken = existsSync(other) ? await readFileOfClaims(other) : undefined;
  if (taken?.claims !== undefined) return { schemaVersion, claims: taken.claims };
  throw new LayerprintError(
    'no-claims',
    `${path} takes over the claims of ${claimsOf!}, but ${other} ${taken === undefined ? 'does not exist' : 'has none of its own'}.`,
    'Name an experiment that has claims of its own, or write "claims".',
  );
}

function readFileOfClaims(path: string) {
  return readJsonFile(ClaimsFileSchema, path).catch((error: unknown) => {
    throw explainUnknown(error, ClaimsFileSchema);
  });
}
