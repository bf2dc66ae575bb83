const ORIENTATION = 0x0112;
const SHORT = 3;
const UPRIGHT = 1;

/**
 * Reads the orientation out of an EXIF block, a TIFF header with its first directory.
 *
 * @returns 1 to 8; 1, as it is stored, where the block says nothing that is known.
 *   Source: CIPA DC-008 (Exif 2.32), 4.6; TIFF 6.0, section 2.
 */
export function readOrientation(tiff: Buffer): number {
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return UPRIGHT;
  const read16 = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return UPRIGHT;
  const entries = read16(directory);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.length) return UPRIGHT;
    if (read16(at) !== ORIENTATION) continue;
    const value = read16(at + 8);
    return read16(at + 2) === SHORT && value >= 1 && value <= 8 ? value : UPRIGHT;
  }
  return UPRIGHT;
}
