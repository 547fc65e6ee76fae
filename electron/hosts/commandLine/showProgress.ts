import type { BackendClient } from '../../../shared/contract/createClient.ts';

const barWidth = 24;

/** A progress bar on standard error while work runs; silent where standard error is no terminal. */
export function showProgress(client: BackendClient): () => void {
  if (!process.stderr.isTTY) return () => undefined;
  const unsubscribe = client.on('job.progress', ({ stage, done, total, state }) => {
    const share = total > 0 ? Math.min(1, done / total) : 0;
    const filled = Math.round(share * barWidth);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
    process.stderr.write(`\r\x1b[K${bar} ${Math.round(share * 100)}% ${stage}`);
    if (state !== 'running') process.stderr.write('\r\x1b[K');
  });
  return () => {
    unsubscribe();
    process.stderr.write('\r\x1b[K');
  };
}
