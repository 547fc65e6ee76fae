import { type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import { cutByParts } from './cutByParts.ts';
import type { CutTools } from './cutTools.ts';
import { findReaching, type ReachingPart } from './exclusionPart.ts';
import type { Region } from './region.ts';

/** A part of the plot with the rules that hit it so far. */
export interface RulePiece {
  readonly mask: number;
  readonly region: Region;
}

/** Cuts every piece by what one rule excludes. Pieces that it hardly meets or leaves are kept whole. */
export function cutByRule(
  tools: CutTools,
  plot: Region,
  pieces: readonly RulePiece[],
  rule: number,
  parts: readonly ReachingPart[],
): GeometryResult<RulePiece[]> {
  const next: RulePiece[] = [];
  for (const { mask, region } of pieces) {
    const reaching =
      region === plot
        ? parts
        : findReaching(
            tools,
            region,
            parts.map(({ part }) => part),
          );
    const cut = cutByParts(tools, region, reaching);
    if (!cut.ok) return cut;
    const { inside, outside } = cut.value;
    if (outside !== undefined) next.push({ mask, region: outside });
    if (inside !== undefined) next.push({ mask: mask | (1 << rule), region: inside });
  }
  return succeed(next);
}
