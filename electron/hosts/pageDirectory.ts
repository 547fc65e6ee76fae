import { fileURLToPath } from 'node:url';

/** The built page, seen from electron/hosts in a checkout and from build/electron/hosts once built. */
export const pageDirectory = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../build/renderer' : '../../renderer', import.meta.url),
);
