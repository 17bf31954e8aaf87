/** What is here already, for whoever takes a stream. */
export async function* streamOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
