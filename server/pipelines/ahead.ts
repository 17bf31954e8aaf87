/** A stream asked for its next items before they are needed, so that what makes them and what takes them overlap. */
export async function* ahead<Item>(items: AsyncIterable<Item>, count: number): AsyncGenerator<Item> {
  const iterator = items[Symbol.asyncIterator]();
  const asked: Promise<IteratorResult<Item>>[] = [];
  try {
    for (;;) {
      while (asked.length < count) asked.push(ask(iterator));
      const { done, value } = await (asked.shift() as Promise<IteratorResult<Item>>);
      if (done) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** A stream asked for its first item at once. It must be read to its end, left, or disposed of. */
export const begun = <Item>(items: AsyncIterable<Item>): AsyncIterable<Item> & AsyncDisposable => {
  const iterator = items[Symbol.asyncIterator]();
  const first = ask(iterator);
  const end = async (): Promise<void> => void (await iterator.return?.());
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for (let result = await first; !result.done; result = await iterator.next()) yield result.value;
      } finally {
        await end();
      }
    },
    [Symbol.asyncDispose]: end,
  };
};

const ask = <Item>(iterator: AsyncIterator<Item>): Promise<IteratorResult<Item>> => {
  const asked = iterator.next();
  // A failure is met where it is awaited; until then it would count as unhandled and end the process.
  asked.catch(() => undefined);
  return asked;
};
