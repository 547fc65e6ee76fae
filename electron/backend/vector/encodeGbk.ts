let table: Uint16Array | undefined;

/** Node decodes GBK but cannot encode it, so the table is built once by decoding every two-byte sequence. */
function reverseTable(): Uint16Array {
  if (table !== undefined) return table;
  const codes = new Uint16Array(65536);
  const decoder = new TextDecoder('gbk');
  const pair = new Uint8Array(2);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      pair[0] = lead;
      pair[1] = trail;
      const text = decoder.decode(pair);
      const unit = text.charCodeAt(0);
      if (text.length === 1 && unit !== 0xfffd && codes[unit] === 0) codes[unit] = (lead << 8) | trail;
    }
  }
  table = codes;
  return codes;
}

/**
 * GBK bytes of a text. Characters GBK does not have become `?` and are counted, so that a caller can report
 * them instead of losing a rare name in silence.
 */
export function encodeGbk(text: string): { bytes: Uint8Array; replaced: number } {
  const codes = reverseTable();
  const bytes = new Uint8Array(text.length * 2);
  let length = 0;
  let replaced = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[length++] = unit;
      continue;
    }
    const code = codes[unit] as number;
    if (code === 0) {
      bytes[length++] = 0x3f;
      replaced++;
      if (unit >= 0xd800 && unit < 0xdc00) i++;
    } else {
      bytes[length++] = code >>> 8;
      bytes[length++] = code & 0xff;
    }
  }
  return { bytes: bytes.subarray(0, length), replaced };
}
