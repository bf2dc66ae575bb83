/** How the id of a test image of a class begins; its index follows: "frog" of "frog-4". */
export function nameClass(className: string): string {
  return makeSlug(className, 'class');
}

/** The id of a specimen that is a picture of the author's: "frog-png". */
export function namePicture(file: string): string {
  return makeSlug(file, 'picture');
}

/** What of a name is safe in a path and an address, and else another one. */
function makeSlug(name: string, other: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9_]+/g, '-').slice(0, 60);
  return slug.replaceAll(/^[-_]+|-+$/g, '') || other;
}
