/**
 * How the points of Winograd's F(4×4, 3×3) lie in scratch memory. Channels go in groups of 16, so that
 * every distance below is a constant, which the compiler puts into the instructions; the last group may
 * be partly used.
 *
 *     points[group][point][tile][16 channels]
 */
export const POINTS = 36;
/** The second point of the second row, which is a part of every pixel once: a bias is added there. */
export const BIAS_POINT = 7;
/** Pixels along a tile of output, and of the input that it depends on. */
export const TILE = 4;
export const WINDOW = 6;
/** Tiles that are transformed before their products are taken; their points fit the second-level cache. */
export const BLOCK = 64;
/** Channels of a group, and the bytes of a tile's point of a group. */
export const GROUP = 16;
export const TILE_BYTES = GROUP * 4;
/** A point is a cache line longer than its tiles; otherwise all points would share two sets of the cache. */
export const POINT_BYTES = BLOCK * TILE_BYTES + 64;
export const GROUP_BYTES = POINTS * POINT_BYTES;

/** Groups that so many channels take. */
@inline
export function countGroups(channels: i32): i32 {
  return (channels + GROUP - 1) / GROUP;
}

/** Channels of a group of so many in all. */
@inline
export function groupSize(channels: i32, group: i32): i32 {
  return min(GROUP, channels - group * GROUP);
}
