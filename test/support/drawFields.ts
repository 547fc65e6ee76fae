export interface FieldPair {
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** What the first has to be moved by to lie on the second, in pixels; exact by construction. */
  readonly right: number;
  readonly down: number;
}

interface FieldOptions {
  readonly side: number;
  /** Largest shift in each direction, in pixels. */
  readonly reach: number;
  readonly random: () => number;
  /** How the second picture differs: value × gain + lift after a gamma, noise (standard deviation), changed fields. */
  readonly gain?: number;
  readonly lift?: number;
  readonly gamma?: number;
  readonly noise?: number;
  readonly changedShare?: number;
}

/** Finer cells per pixel: a shift by whole cells is a shift by known fractions of a pixel. */
const cells = 7;

/**
 * The same farmland seen twice, `count` times over, with known shifts: fields with furrows, paths and tree crowns are
 * drawn on a finer grid, and each picture is the mean over its pixels, as a sensor sees it.
 */
export function drawFields(count: number, options: FieldOptions): FieldPair[] {
  const { side, reach, random, gain = 1, lift = 0, gamma = 1, noise = 0, changedShare = 0 } = options;
  const margin = reach + 2;
  const size = (side + 2 * margin) * cells;
  const ground = drawGround(size, random);
  const later = changeFields(ground, size, (changedShare * side * side) / 300, random);
  const gaussian = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const shift = () => Math.round((random() * 2 - 1) * reach * cells);
  const means = (from: Float64Array, offsetX: number, offsetY: number) =>
    Float64Array.from({ length: side * side }, (_, i) => {
      const x0 = ((i % side) + margin) * cells + offsetX;
      const y0 = (Math.floor(i / side) + margin) * cells + offsetY;
      let sum = 0;
      for (let y = y0; y < y0 + cells; y++)
        for (let x = x0; x < x0 + cells; x++) sum += from[y * size + x] as number;
      return sum / cells ** 2;
    });
  const unmoved = means(ground, 0, 0);
  const see = (seen: Float64Array, tone: (value: number) => number) =>
    seen.map((mean) => {
      const value = tone(mean) + (noise === 0 ? 0 : noise * gaussian());
      return Math.round(Math.max(0, Math.min(255, value)));
    });
  return Array.from({ length: count }, () => {
    const [right, down] = [shift(), shift()];
    return {
      first: see(unmoved, (value) => value),
      // what is at p in the first picture is at p + shift in the second
      second: see(means(later, -right, -down), (value) => 255 * (value / 255) ** gamma * gain + lift),
      right: right / cells,
      down: down / cells,
    };
  });
}

/** The ground with that many squares of it sown with something else. */
function changeFields(ground: Float64Array, size: number, count: number, random: () => number): Float64Array {
  const later = ground.slice();
  for (let change = 0; change < Math.round(count); change++) {
    const side = Math.round((17 + random() * 3) * cells);
    const [left, top] = [Math.floor(random() * (size - side)), Math.floor(random() * (size - side))];
    const value = 40 + random() * 160;
    for (let y = top; y < top + side; y++) later.fill(value, y * size + left, y * size + left + side);
  }
  return later;
}

/** Strips of fields of their own brightness, direction and furrows, with bright paths between and dark crowns on top. */
function drawGround(size: number, random: () => number): Float64Array {
  const ground = new Float64Array(size * size);
  const turn = random() * Math.PI;
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const [fieldWidth, fieldLength] = [(10 + random() * 20) * cells, (25 + random() * 40) * cells];
  const path = 1.5 * cells;
  const looks = new Map<number, { level: number; furrow: number; depth: number }>();
  const lookOf = (strip: number, field: number) => {
    const key = strip * 100_000 + field;
    const known = looks.get(key);
    if (known !== undefined) return known;
    const look = { level: 60 + random() * 110, furrow: (2.5 + random() * 4) * cells, depth: random() * 14 };
    looks.set(key, look);
    return look;
  };
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const across = x * cosine + y * sine;
      const along = y * cosine - x * sine;
      const strip = Math.floor(across / fieldWidth);
      const shifted = along + strip * 7.3 * cells;
      const inPath = across - strip * fieldWidth < path;
      const look = lookOf(strip, Math.floor(shifted / fieldLength));
      ground[y * size + x] = inPath
        ? 190
        : look.level + look.depth * Math.sin((2 * Math.PI * across) / look.furrow);
    }
  }
  const crowns = Math.round((size / cells) ** 2 / 150);
  for (let crown = 0; crown < crowns; crown++) {
    const radius = (1 + random() * 2.5) * cells;
    const [centreX, centreY] = [random() * size, random() * size];
    const value = 25 + random() * 30;
    for (let y = Math.max(0, Math.floor(centreY - radius)); y < Math.min(size, centreY + radius); y++)
      for (let x = Math.max(0, Math.floor(centreX - radius)); x < Math.min(size, centreX + radius); x++)
        if (Math.hypot(x - centreX, y - centreY) < radius) ground[y * size + x] = value;
  }
  return ground;
}
