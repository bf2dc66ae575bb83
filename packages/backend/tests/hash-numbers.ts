/** The one NaN that stands for all: which bits a NaN has is the only thing that WebAssembly leaves open. */
const CANONICAL_NAN = 0x7fc00000;

/** SHA-256 of the bytes of float32 arrays that lie one after another, in hexadecimal. */
export async function hashNumbers(arrays: readonly Float32Array[]): Promise<string> {
  const bits = new Uint32Array(arrays.reduce((length, array) => length + array.length, 0));
  const numbers = new Float32Array(bits.buffer);
  let length = 0;
  for (const array of arrays) {
    numbers.set(array, length);
    length += array.length;
  }
  for (let i = 0; i < length; i++) if (Number.isNaN(numbers[i]!)) bits[i] = CANONICAL_NAN;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bits));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
