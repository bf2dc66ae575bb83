/**
 * Waits until every promise has settled, so that nothing is still at work when this throws.
 *
 * @throws What the first of them that failed threw.
 */
export async function waitForAll<const T extends readonly Promise<unknown>[]>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
