import { buildAppIfStale } from '../../tools/buildApp.ts';

/** Whole-program tests run the built files, so they are built before the first of them where a source changed. */
export async function setup(): Promise<void> {
  if ((await buildAppIfStale()) !== 0) throw new Error('The build failed; its messages are above.');
}
