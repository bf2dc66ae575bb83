import { gemm, madd } from './gemm';
import { GROUP, TILE_BYTES } from './winograd-layout';

/**
 * The products of one point and one group of channels with one of filters: `m[tile][filter] (+)= Σ v[tile][channel] ·
 * u[channel][filter]`, `uStep` bytes from one channel of `u` to the next.
 *
 * What {@link gemm} does, where there are just 16 filters written out channel by channel, with no distance to compute: sums
 * of so few products are over soon. To break off where no channel is left is also what keeps the compiler from moving the
 * products of one sum together, for which there are too few registers.
 */
export function multiplyPoint(
  v: i32,
  u: i32,
  uStep: i32,
  m: i32,
  tiles: i32,
  channels: i32,
  filters: i32,
  accumulate: bool,
): void {
  const pairs = filters == GROUP && uStep == TILE_BYTES ? tiles >> 1 : 0;
  for (let pair = 0; pair < pairs; pair++) {
    let b0 = v128.load(u);
    let b1 = v128.load(u, 16);
    let b2 = v128.load(u, 32);
    let b3 = v128.load(u, 48);
    let a = v128.load32_splat(v);
    let s00 = f32x4.mul(a, b0);
    let s01 = f32x4.mul(a, b1);
    let s02 = f32x4.mul(a, b2);
    let s03 = f32x4.mul(a, b3);
    a = v128.load32_splat(v, TILE_BYTES);
    let s10 = f32x4.mul(a, b0);
    let s11 = f32x4.mul(a, b1);
    let s12 = f32x4.mul(a, b2);
    let s13 = f32x4.mul(a, b3);
    if (accumulate) {
      s00 = f32x4.add(v128.load(m), s00);
      s01 = f32x4.add(v128.load(m, 16), s01);
      s02 = f32x4.add(v128.load(m, 32), s02);
      s03 = f32x4.add(v128.load(m, 48), s03);
      s10 = f32x4.add(v128.load(m, TILE_BYTES), s10);
      s11 = f32x4.add(v128.load(m, TILE_BYTES + 16), s11);
      s12 = f32x4.add(v128.load(m, TILE_BYTES + 32), s12);
      s13 = f32x4.add(v128.load(m, TILE_BYTES + 48), s13);
    }
    do {
      if (channels == 1) break;
      b0 = v128.load(u, TILE_BYTES); b1 = v128.load(u, TILE_BYTES + 16); b2 = v128.load(u, TILE_BYTES + 32); b3 = v128.load(u, TILE_BYTES + 48);
      a = v128.load32_splat(v, 4);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 4);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 2) break;
      b0 = v128.load(u, 2 * TILE_BYTES); b1 = v128.load(u, 2 * TILE_BYTES + 16); b2 = v128.load(u, 2 * TILE_BYTES + 32); b3 = v128.load(u, 2 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 8);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 8);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 3) break;
      b0 = v128.load(u, 3 * TILE_BYTES); b1 = v128.load(u, 3 * TILE_BYTES + 16); b2 = v128.load(u, 3 * TILE_BYTES + 32); b3 = v128.load(u, 3 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 12);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 12);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 4) break;
      b0 = v128.load(u, 4 * TILE_BYTES); b1 = v128.load(u, 4 * TILE_BYTES + 16); b2 = v128.load(u, 4 * TILE_BYTES + 32); b3 = v128.load(u, 4 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 16);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 16);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 5) break;
      b0 = v128.load(u, 5 * TILE_BYTES); b1 = v128.load(u, 5 * TILE_BYTES + 16); b2 = v128.load(u, 5 * TILE_BYTES + 32); b3 = v128.load(u, 5 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 20);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 20);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 6) break;
      b0 = v128.load(u, 6 * TILE_BYTES); b1 = v128.load(u, 6 * TILE_BYTES + 16); b2 = v128.load(u, 6 * TILE_BYTES + 32); b3 = v128.load(u, 6 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 24);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 24);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 7) break;
      b0 = v128.load(u, 7 * TILE_BYTES); b1 = v128.load(u, 7 * TILE_BYTES + 16); b2 = v128.load(u, 7 * TILE_BYTES + 32); b3 = v128.load(u, 7 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 28);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 28);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 8) break;
      b0 = v128.load(u, 8 * TILE_BYTES); b1 = v128.load(u, 8 * TILE_BYTES + 16); b2 = v128.load(u, 8 * TILE_BYTES + 32); b3 = v128.load(u, 8 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 32);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 32);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 9) break;
      b0 = v128.load(u, 9 * TILE_BYTES); b1 = v128.load(u, 9 * TILE_BYTES + 16); b2 = v128.load(u, 9 * TILE_BYTES + 32); b3 = v128.load(u, 9 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 36);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 36);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 10) break;
      b0 = v128.load(u, 10 * TILE_BYTES); b1 = v128.load(u, 10 * TILE_BYTES + 16); b2 = v128.load(u, 10 * TILE_BYTES + 32); b3 = v128.load(u, 10 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 40);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 40);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 11) break;
      b0 = v128.load(u, 11 * TILE_BYTES); b1 = v128.load(u, 11 * TILE_BYTES + 16); b2 = v128.load(u, 11 * TILE_BYTES + 32); b3 = v128.load(u, 11 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 44);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 44);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 12) break;
      b0 = v128.load(u, 12 * TILE_BYTES); b1 = v128.load(u, 12 * TILE_BYTES + 16); b2 = v128.load(u, 12 * TILE_BYTES + 32); b3 = v128.load(u, 12 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 48);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 48);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 13) break;
      b0 = v128.load(u, 13 * TILE_BYTES); b1 = v128.load(u, 13 * TILE_BYTES + 16); b2 = v128.load(u, 13 * TILE_BYTES + 32); b3 = v128.load(u, 13 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 52);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 52);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 14) break;
      b0 = v128.load(u, 14 * TILE_BYTES); b1 = v128.load(u, 14 * TILE_BYTES + 16); b2 = v128.load(u, 14 * TILE_BYTES + 32); b3 = v128.load(u, 14 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 56);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 56);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
      if (channels == 15) break;
      b0 = v128.load(u, 15 * TILE_BYTES); b1 = v128.load(u, 15 * TILE_BYTES + 16); b2 = v128.load(u, 15 * TILE_BYTES + 32); b3 = v128.load(u, 15 * TILE_BYTES + 48);
      a = v128.load32_splat(v, 60);
      s00 = madd(s00, a, b0); s01 = madd(s01, a, b1); s02 = madd(s02, a, b2); s03 = madd(s03, a, b3);
      a = v128.load32_splat(v, TILE_BYTES + 60);
      s10 = madd(s10, a, b0); s11 = madd(s11, a, b1); s12 = madd(s12, a, b2); s13 = madd(s13, a, b3);
    } while (false);
    v128.store(m, s00);
    v128.store(m, s01, 16);
    v128.store(m, s02, 32);
    v128.store(m, s03, 48);
    v128.store(m, s10, TILE_BYTES);
    v128.store(m, s11, TILE_BYTES + 16);
    v128.store(m, s12, TILE_BYTES + 32);
    v128.store(m, s13, TILE_BYTES + 48);
    v += 2 * TILE_BYTES;
    m += 2 * TILE_BYTES;
  }
  gemm(v, TILE_BYTES, 4, 0, 1, channels, u, uStep, m, TILE_BYTES, tiles - 2 * pairs, filters, accumulate);
}

/** Gives a point of each tile a bias to begin with. */
export function startWithBias(m: i32, tiles: i32, bias: i32, filters: i32): void {
  const bytes = filters * 4;
  for (let tile = 0; tile < tiles; tile++) {
    for (let at = 0; at < bytes; at += 16) v128.store(m + at, v128.load(bias + at));
    m += TILE_BYTES;
  }
}
