/** As many as keep the thread pool busy while the main thread does other things. */
const sideBySide = 6;

/** Runs a task for every item, six at a time, and waits for all. Throws what the first failing one throws. */
export async function runSideBySide<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (const item of queue) await run(item);
    }),
  );
}
