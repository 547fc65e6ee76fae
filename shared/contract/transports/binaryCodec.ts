/** The text conversion every host has under another name. */
export interface TextConversion {
  encode(text: string): Uint8Array;
  decode(bytes: Uint8Array): string;
}

export interface BinaryCodec {
  encode(value: unknown): Uint8Array;
  decode(bytes: Uint8Array): unknown;
}

const bytesKey = '$bytes';

/**
 * JSON that can hold Uint8Array, for wires without structured clone. Layout: uint32 length of the JSON text
 * (little endian), the text, then all byte arrays end to end; in the text each stands as {"$bytes":[start,length]}.
 */
export function createBinaryCodec(text: TextConversion): BinaryCodec {
  return {
    encode(value) {
      const chunks: Uint8Array[] = [];
      let length = 0;
      // a Node Buffer has a toJSON of its own, which has run before the replacer sees it: ask its holder instead
      const json = JSON.stringify(
        value ?? null,
        function (this: Record<string, unknown>, key, shown: unknown) {
          const item = this[key];
          if (!(item instanceof Uint8Array)) return shown;
          chunks.push(item);
          const start = length;
          length += item.byteLength;
          return { [bytesKey]: [start, item.byteLength] };
        },
      );
      const head = text.encode(json);
      const message = new Uint8Array(4 + head.byteLength + length);
      new DataView(message.buffer).setUint32(0, head.byteLength, true);
      message.set(head, 4);
      let offset = 4 + head.byteLength;
      for (const chunk of chunks) {
        message.set(chunk, offset);
        offset += chunk.byteLength;
      }
      return message;
    },
    decode(bytes) {
      const headLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
      const tail = 4 + headLength;
      return JSON.parse(text.decode(bytes.subarray(4, tail)), (_key, item: unknown) => {
        const place = readPlace(item);
        return place === null ? item : bytes.slice(tail + place[0], tail + place[0] + place[1]);
      });
    },
  };
}

function readPlace(item: unknown): readonly [number, number] | null {
  if (typeof item !== 'object' || item === null || !(bytesKey in item)) return null;
  const place = item[bytesKey];
  return Array.isArray(place) && place.length === 2 ? [Number(place[0]), Number(place[1])] : null;
}
