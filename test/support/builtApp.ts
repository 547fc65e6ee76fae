import { buildAppIfStale } from '../../tools/buildApp.ts';

/** Whole-program tests run the built files, so they are built before the first of them where a source changed. */
export async function setup(): Promise<void> {
  // vitest sets NODE_ENV=test, for which vite bundles React's development build: twice as slow, and not what ships
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  const exitCode = await buildAppIfStale();
  process.env.NODE_ENV = environment;
  if (exitCode !== 0) throw new Error('The build failed; its messages are above.');
}
