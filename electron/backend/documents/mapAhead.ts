/** Results of `work` in the order of the indexes 0 … count − 1, with up to `ahead` of them under way at a time. */
export async function* mapAhead<T>(
  count: number,
  ahead: number,
  work: (index: number) => Promise<T>,
): AsyncGenerator<T> {
  const underWay: Promise<T>[] = [];
  const start = (index: number): void => {
    const result = work(index);
    // a failure is thrown when its turn comes; until then it must not count as unhandled
    result.catch(() => {});
    underWay.push(result);
  };
  for (let index = 0; index < Math.min(ahead, count); index++) start(index);
  for (let index = 0; index < count; index++) {
    const result = await (underWay.shift() as Promise<T>);
    if (index + ahead < count) start(index + ahead);
    yield result;
  }
}
