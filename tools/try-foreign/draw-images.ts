/** Values that differ from image to image, darker or brighter by their class. */
export function drawPixels(count: number, size: number, classes: number): Uint8Array {
  return Uint8Array.from({ length: count * size }, (_, at) => {
    const image = Math.floor(at / size);
    return (
      (((at * 31) ^ (at >> 5)) % 90) + Math.floor(((image % classes) * 160) / classes) + (image % 5)
    );
  });
}

/** One class after the other. */
export function drawLabels(count: number, classes: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, image) => image % classes);
}
