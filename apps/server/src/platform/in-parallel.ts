/**
 * Works through `items`, at most `width` at a time, so that their appends share group commits. After a failure nothing more is
 * begun; what is under way is waited for, then the first failure is thrown.
 */
export const inParallel = async <Item>(items: Iterable<Item>, width: number, work: (item: Item) => Promise<void>): Promise<void> => {
  const waiting = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.next(); !next.done && failures.length === 0; next = waiting.next()) {
      await work(next.value).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  if (failures.length > 0) throw failures[0];
};
