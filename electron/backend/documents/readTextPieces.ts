import { open } from 'node:fs/promises';

const stepBytes = 1 << 20;

/** The pieces of a UTF-8 text between separators, the last one included; the whole text never stands in memory. */
export async function* readTextPieces(path: string, separator: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const memory = Buffer.allocUnsafeSlow(stepBytes);
  const handle = await open(path, 'r');
  let rest = '';
  try {
    for (;;) {
      const { bytesRead } = await handle.read(memory, 0, stepBytes);
      if (bytesRead === 0) break;
      const pieces = (rest + decoder.decode(memory.subarray(0, bytesRead), { stream: true })).split(
        separator,
      );
      rest = pieces.pop() ?? '';
      yield* pieces;
    }
    yield rest + decoder.decode();
  } finally {
    await handle.close();
  }
}
