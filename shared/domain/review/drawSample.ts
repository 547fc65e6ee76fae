/** A plot that can be drawn, with the stratum it belongs to. */
export interface SampleCandidate {
  readonly plotId: number;
  /** Decides the lot together with the seed: the same number is drawn in every copy of a project. */
  readonly plotNo: string;
  readonly stratum: string;
}

export interface SampleRequest {
  readonly seed: number;
  /** At least so many of each stratum … */
  readonly perStratum: number;
  /** … and at least this share of it (0 to 1). */
  readonly share: number;
}

export interface DrawnStratum {
  readonly stratum: string;
  readonly population: number;
  /** In the order of their lots. */
  readonly plotIds: readonly number[];
}

/**
 * A stratified random sample without replacement. Every plot has a lot, a hash of the seed and its number; the
 * smallest lots of a stratum are drawn. So the sample does not depend on the order of the candidates, a larger
 * request contains the smaller one, and anyone can draw it again.
 */
export function drawSample(candidates: readonly SampleCandidate[], request: SampleRequest): DrawnStratum[] {
  const { seed, perStratum, share } = request;
  return [...Map.groupBy(candidates, ({ stratum }) => stratum)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([stratum, members]) => {
      const wanted = Math.min(members.length, Math.max(perStratum, Math.ceil(members.length * share)));
      const lots = members
        .map(({ plotId, plotNo }) => ({ plotId, plotNo, lot: lotOf(seed, plotNo) }))
        .sort((a, b) => a.lot - b.lot || (a.plotNo < b.plotNo ? -1 : 1));
      return {
        stratum,
        population: members.length,
        plotIds: lots.slice(0, wanted).map(({ plotId }) => plotId),
      };
    });
}

/** A number in [0, 1) that looks random in both arguments: 53 bits of cyrb53 (two mixed 32-bit lanes). */
export function lotOf(seed: number, text: string): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)) / 2 ** 53;
}
