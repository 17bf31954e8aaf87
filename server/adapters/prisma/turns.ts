/** One change after the other: what is read before a write must still hold when it is written. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

export const createTurns = (): Turns => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
};
