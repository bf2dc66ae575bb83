/**
 * Softmax cross-entropy of one shard of rows of logits `[rows, columns]`, in double precision: with `m` the
 * largest logit, `loss = ln Σ e^(z − m) + m − z_label`, and the gradient of the mean loss
 * `(softmax(z) − onehot(label)) / rows`. No probability is rounded to 0 or 1 before its logarithm is taken.
 *
 * `labels` are numbers of columns, as floats; the loss of any other is NaN. `hits` is 1 where the first of the largest logits is the label's.
 */
export function crossEntropy(
  shard: i32,
  shards: i32,
  scratch: i32,
  logits: i32,
  labels: i32,
  losses: i32,
  hits: i32,
  gradient: i32,
  rows: i32,
  columns: i32,
): void {
  const last = (rows * (shard + 1)) / shards;
  for (let row = (rows * shard) / shards; row < last; row++) {
    const start = row * columns * 4;
    const number = load<f32>(labels + row * 4);
    const isClass = number >= 0 && number < <f32>columns;
    const label = isClass ? <i32>number : -1;
    let largest = 0;
    let greatest = load<f32>(logits + start);
    for (let column = 1; column < columns; column++) {
      const logit = load<f32>(logits + start + column * 4);
      if (logit > greatest) {
        greatest = logit;
        largest = column;
      }
    }
    let sum: f64 = 0;
    for (let column = 0; column < columns; column++) {
      sum += NativeMath.exp(<f64>load<f32>(logits + start + column * 4) - <f64>greatest);
    }
    for (let column = 0; column < columns; column++) {
      const at = start + column * 4;
      const share = NativeMath.exp(<f64>load<f32>(logits + at) - <f64>greatest) / sum;
      store<f32>(gradient + at, <f32>((share - (column == label ? 1.0 : 0.0)) / <f64>rows));
    }
    const target = isClass ? <f64>load<f32>(logits + start + label * 4) : NaN;
    store<f32>(losses + row * 4, <f32>(NativeMath.log(sum) + <f64>greatest - target));
    store<f32>(hits + row * 4, largest == label ? 1 : 0);
  }
}
