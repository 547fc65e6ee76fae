import type { CutPlot, SourceHit } from '../../../shared/domain/eligibility/cutPlot.ts';
import type { NotComputedCode, PlotResult } from './messages.ts';
import { type PackedBytes, packBytes, unpackBytes } from './packBytes.ts';

/** The results of one task in a few buffers that change owner without a copy. */
export interface PackedResults {
  /** Six numbers for each plot: computed (1 or 0), gross area, repaired (1 or 0), and how many pieces, hits, overlaps. */
  readonly plots: Float64Array<ArrayBuffer>;
  /** Four for each piece: mask, area, width, and 1 where it has a geometry of its own. */
  readonly pieces: Float64Array<ArrayBuffer>;
  readonly wkbs: PackedBytes;
  /** Rule and source of each hit. */
  readonly hits: Uint32Array<ArrayBuffer>;
  /** Rule and area of each overlap. */
  readonly overlaps: Float64Array<ArrayBuffer>;
  /** Of the plots that are not computed, in order. */
  readonly failures: readonly { readonly code: NotComputedCode; readonly detail: string }[];
}

/** Packs results in their order. */
export function packResults(results: readonly PlotResult[]): PackedResults {
  const plots: number[] = [];
  const pieces: number[] = [];
  const wkbs: Uint8Array[] = [];
  const hits: number[] = [];
  const overlaps: number[] = [];
  const failures: PackedResults['failures'][number][] = [];
  for (const result of results) {
    if (!result.ok) {
      plots.push(0, 0, 0, 0, 0, 0);
      failures.push({ code: result.code, detail: result.detail });
      continue;
    }
    const { cut } = result;
    plots.push(1, cut.grossSquareMeters, cut.repaired ? 1 : 0);
    plots.push(cut.pieces.length, cut.hits.length, cut.overlaps.length);
    for (const { mask, areaSquareMeters, widthMeters, wkb } of cut.pieces) {
      pieces.push(mask, areaSquareMeters, widthMeters, wkb === null ? 0 : 1);
      if (wkb !== null) wkbs.push(wkb);
    }
    for (const { rule, source } of cut.hits) hits.push(rule, source);
    for (const { rule, areaSquareMeters } of cut.overlaps) overlaps.push(rule, areaSquareMeters);
  }
  return {
    plots: new Float64Array(plots),
    pieces: new Float64Array(pieces),
    wkbs: packBytes(wkbs),
    hits: new Uint32Array(hits),
    overlaps: new Float64Array(overlaps),
    failures,
  };
}

/** The buffers to hand over with the message. */
export function listBuffers({ plots, pieces, wkbs, hits, overlaps }: PackedResults): ArrayBuffer[] {
  return [plots, pieces, wkbs.bytes, wkbs.offsets, hits, overlaps].map(({ buffer }) => buffer);
}

/** The results as they were packed; geometries are views into the one buffer. */
export function unpackResults(packed: PackedResults): PlotResult[] {
  const results: PlotResult[] = [];
  let [piece, wkb, hit, overlap, failure] = [0, 0, 0, 0, 0];
  // by index: taking a few numbers apart as a list costs more than all the rest
  const takePiece = (): CutPlot['pieces'][number] => {
    const at = 4 * piece++;
    return {
      mask: packed.pieces[at] as number,
      areaSquareMeters: packed.pieces[at + 1] as number,
      widthMeters: packed.pieces[at + 2] as number,
      wkb: packed.pieces[at + 3] === 1 ? unpackBytes(packed.wkbs, wkb++) : null,
    };
  };
  const takeHit = (): SourceHit => ({
    rule: packed.hits[2 * hit] as number,
    source: packed.hits[2 * hit++ + 1] as number,
  });
  const takeOverlap = (): CutPlot['overlaps'][number] => ({
    rule: packed.overlaps[2 * overlap] as number,
    areaSquareMeters: packed.overlaps[2 * overlap++ + 1] as number,
  });
  for (let i = 0; i < packed.plots.length; i += 6) {
    const { plots } = packed;
    if (plots[i] !== 1) {
      const { code, detail } = packed.failures[failure++] as PackedResults['failures'][number];
      results.push({ ok: false, code, detail });
      continue;
    }
    const cut = {
      grossSquareMeters: plots[i + 1] as number,
      repaired: plots[i + 2] === 1,
      pieces: take(plots[i + 3] as number, takePiece),
      hits: take(plots[i + 4] as number, takeHit),
      overlaps: take(plots[i + 5] as number, takeOverlap),
    };
    results.push({ ok: true, cut });
  }
  return results;
}

function take<Item>(count: number, next: () => Item): Item[] {
  const items: Item[] = [];
  for (let i = 0; i < count; i++) items.push(next());
  return items;
}
