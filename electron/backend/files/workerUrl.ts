/**
 * Address of a worker file that lies beside (or relative to) the calling module.
 * The same source runs as .ts in a checkout and as .js once built, so the extension is taken from the caller.
 */
export function workerUrl(callerUrl: string, relativePathWithoutExtension: string): URL {
  const extension = callerUrl.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`${relativePathWithoutExtension}.${extension}`, callerUrl);
}
