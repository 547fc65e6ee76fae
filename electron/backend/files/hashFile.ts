import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const stepBytes = 1 << 20;

/** SHA-256 of a file's bytes as lower-case hex, read step by step. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  // one buffer throughout: a stream makes a new one for every step, which the collector has to take away again
  const memory = Buffer.allocUnsafeSlow(stepBytes);
  const handle = await open(path, 'r');
  try {
    for (;;) {
      const { bytesRead } = await handle.read(memory, 0, stepBytes);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(memory.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
