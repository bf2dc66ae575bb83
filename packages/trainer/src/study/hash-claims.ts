import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { StudyClaimsSchema, type StudyClaims } from '@layerprint/core/schemas/study-claims';
import { hashSha256 } from '@layerprint/artifacts/files';

/** What a line of the record says of the claims that its measures were taken for. */
export function hashStudyClaims(claims: StudyClaims): string {
  return hashSha256(stringifyCanonicalJson(StudyClaimsSchema, claims, 'the claims'));
}
