import type { VerdictScheme } from '../../../../shared/domain/review/verdictScheme.ts';
import { iteratePieceShapes } from '../../storage/project/pieces.ts';
import type { ReadableDatabase } from '../../storage/sqlite/Connection.ts';
import type { RuleNote } from '../plotListSnapshot.ts';
import type { ListLayer } from './listLayer.ts';
import { buildMarkupLayers } from './markupLayers.ts';
import { buildPartLayer } from './partLayer.ts';
import { buildPieceLayer, type PlotPieces } from './pieceLayer.ts';
import type { PlotThings } from './readPlotThings.ts';

interface LayerSource {
  /** Plots of the list in its order. */
  readonly plots: readonly {
    readonly plotId: number;
    readonly plotNo: string;
    readonly grossMu: number | null;
  }[];
  readonly things: Pick<PlotThings, 'parts' | 'markup'>;
  readonly rules: readonly RuleNote[];
  readonly scheme: VerdictScheme;
  /** With the table of its pieces; null for a run from before pieces were kept across runs. */
  readonly run: { readonly runId: number; readonly piecesTable: string | null };
}

/** The layers of what was computed, cut and drawn beside a list, of its plots only. */
export function freezeLayers(db: ReadableDatabase, source: LayerSource): ListLayer[] {
  const { plots, things, rules, scheme, run } = source;
  const parts = plots.map(({ plotId, plotNo }) => ({ plotNo, parts: things.parts.get(plotId) ?? [] }));
  const markup = plots.flatMap(({ plotId, plotNo }) =>
    (things.markup.get(plotId) ?? []).map((drawn) => ({ ...drawn, plotNo })),
  );
  const pieces = run.piecesTable === null ? [] : readPieces(db, run.piecesTable, run.runId, plots);
  return [buildPartLayer(parts, scheme), buildPieceLayer(pieces, rules), ...buildMarkupLayers(markup)];
}

/** Pieces of the plots that were computed. */
function readPieces(
  db: ReadableDatabase,
  table: string,
  runId: number,
  plots: LayerSource['plots'],
): PlotPieces[] {
  const computed = plots.flatMap(({ plotId, plotNo, grossMu }) =>
    grossMu === null ? [] : [{ plotId, plotNo, grossMu, pieces: [] as PlotPieces['pieces'][number][] }],
  );
  const byPlot = new Map(computed.map((plot) => [plot.plotId, plot]));
  for (const piece of iteratePieceShapes(db, table, runId)) byPlot.get(piece.plotId)?.pieces.push(piece);
  return computed;
}
