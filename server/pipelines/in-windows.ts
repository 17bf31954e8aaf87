/** Each item of a stream with those around it: undefined where the stream begins or ends within reach. */

/** Windows of 2 x reach + 1 items, the item itself in the middle; `reach` items are held back to look ahead. */
export async function* inWindows<Item>(
  items: AsyncIterable<Item>,
  reach: number,
): AsyncGenerator<{ readonly middle: Item; readonly window: readonly (Item | undefined)[] }> {
  const around: Item[] = [];
  const at = (index: number) => ({
    middle: around[index] as Item,
    window: Array.from({ length: 2 * reach + 1 }, (_, i) => around[index - reach + i]),
  });
  let waiting = 0;
  for await (const item of items) {
    around.push(item);
    waiting += 1;
    if (waiting > reach) {
      yield at(around.length - 1 - reach);
      waiting -= 1;
    }
    if (around.length > 2 * reach) around.shift();
  }
  for (; waiting > 0; waiting--) yield at(around.length - waiting);
}
