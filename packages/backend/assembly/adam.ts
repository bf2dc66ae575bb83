/**
 * One step of Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1) over one shard of a variable, in one
 * pass: reads the value, its gradient and two moments, and writes the new value and moments, to the same places
 * or elsewhere.
 * `take1` and `take2` are 1 − β, which a difference of float32 numbers would miss by 5 · 10⁻⁵ for β = 0.999.
 * At `corrections` are 1 − β₁ᵗ and 1 − β₂ᵗ, which change from step to step.
 */
export function adamStep(
  shard: i32,
  shards: i32,
  scratch: i32,
  value: i32,
  gradient: i32,
  moment1: i32,
  moment2: i32,
  newValue: i32,
  newMoment1: i32,
  newMoment2: i32,
  count: i32,
  learningRate: f32,
  beta1: f32,
  beta2: f32,
  take1: f32,
  take2: f32,
  epsilon: f32,
  corrections: i32,
): void {
  const vectors = (count + 3) / 4;
  const last = ((vectors * (shard + 1)) / shards) * 16;
  const rate = f32x4.splat(learningRate);
  const keep1 = f32x4.splat(beta1);
  const keep2 = f32x4.splat(beta2);
  const add1 = f32x4.splat(take1);
  const add2 = f32x4.splat(take2);
  const small = f32x4.splat(epsilon);
  const scale1 = v128.load32_splat(corrections);
  const scale2 = v128.load32_splat(corrections + 4);
  for (let at = ((vectors * shard) / shards) * 16; at < last; at += 16) {
    const slope = v128.load(gradient + at);
    const first = f32x4.add(
      f32x4.mul(keep1, v128.load(moment1 + at)),
      f32x4.mul(add1, slope),
    );
    const second = f32x4.add(
      f32x4.mul(keep2, v128.load(moment2 + at)),
      f32x4.mul(add2, f32x4.mul(slope, slope)),
    );
    const step = f32x4.div(
      f32x4.div(first, scale1),
      f32x4.add(f32x4.sqrt(f32x4.div(second, scale2)), small),
    );
    v128.store(newMoment1 + at, first);
    v128.store(newMoment2 + at, second);
    v128.store(newValue + at, f32x4.sub(v128.load(value + at), f32x4.mul(rate, step)));
  }
}
