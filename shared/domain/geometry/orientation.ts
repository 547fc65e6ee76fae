/** Rounding bound of the plain determinant (Shewchuk 1997, ccwerrboundA). */
const FILTER = (3 + 16 * Number.EPSILON) * (Number.EPSILON / 2);

/**
 * Side of the line a to b on which c lies: 1 left, -1 right, 0 exactly on it. Exact for all finite doubles:
 * where the plain determinant is smaller than its rounding bound, it is computed again in integers.
 */
export function orientation(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
): -1 | 0 | 1 {
  const left = (ax - cx) * (by - cy);
  const right = (ay - cy) * (bx - cx);
  const determinant = left - right;
  if (Math.abs(determinant) > FILTER * (Math.abs(left) + Math.abs(right))) return determinant > 0 ? 1 : -1;
  return orientExactly([ax, ay, bx, by, cx, cy]);
}

function orientExactly(values: readonly number[]): -1 | 0 | 1 {
  const parts = values.map(decompose);
  const lowest = Math.min(...parts.map((part) => part.exponent));
  const [ax = 0n, ay = 0n, bx = 0n, by = 0n, cx = 0n, cy = 0n] = parts.map(
    (part) => part.mantissa << BigInt(part.exponent - lowest),
  );
  const determinant = (ax - cx) * (by - cy) - (ay - cy) * (bx - cx);
  if (determinant === 0n) return 0;
  return determinant > 0n ? 1 : -1;
}

const scratch = new DataView(new ArrayBuffer(8));

/** A double as mantissa * 2^exponent with an integer mantissa. */
function decompose(value: number): { mantissa: bigint; exponent: number } {
  scratch.setFloat64(0, value);
  const bits = scratch.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return { mantissa: value < 0 ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 };
}
