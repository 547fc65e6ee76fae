import type { CutPlot } from '../../../../shared/domain/eligibility/cutPlot.ts';
import type { PlotOutcome } from '../../../../shared/domain/eligibility/evaluatePlot.ts';
import { printBill } from '../../../../shared/domain/eligibility/printBill.ts';
import type { EligibilityReason } from '../../../../shared/domain/eligibility/verdict.ts';
import { writeGeometryBlob } from '../geopackage/geometryBlob.ts';
import { computeWkbBounds, promoteToMultiPolygon } from '../geopackage/wkbBounds.ts';
import type { WritableDatabase } from '../sqlite/Connection.ts';

/** What a run found for one plot. */
export type StagedPlot =
  | {
      readonly plotId: number;
      readonly cut: CutPlot;
      readonly outcome: PlotOutcome;
      /** Codes of the rules by bit. */
      readonly codes: readonly string[];
      readonly sources: (source: number) => { readonly layerId: number; readonly fid: number };
      /** Its boundary: the geometry of a piece that has none of its own. */
      readonly wkb: Uint8Array;
    }
  | {
      readonly plotId: number;
      readonly code: string;
      readonly detail: string;
      readonly reasons: readonly EligibilityReason[];
    };

export interface RunStaging {
  add(plot: StagedPlot): void;
  /** Writes what has been added and not yet written. */
  flush(): void;
  drop(): void;
}

const PLOTS_PER_WRITE = 2000;

/**
 * Temporary tables of this connection that hold a run until it is complete: they are not part of the project, so a
 * run that is cancelled or killed leaves nothing, and memory does not grow with the county. Pieces lie there as the
 * feature table of pieces will hold them, so that storing them is for SQLite alone. `srsId`: of the project's system.
 */
export function createRunStaging(db: WritableDatabase, srsId: number): RunStaging {
  const drop = (): void =>
    db.script(`
      DROP TABLE IF EXISTS temp.staged_results;
      DROP TABLE IF EXISTS temp.staged_lines;
      DROP TABLE IF EXISTS temp.staged_hits;
      DROP TABLE IF EXISTS temp.staged_pieces;
      DROP TABLE IF EXISTS temp.changed_plots;
      DROP TABLE IF EXISTS temp.changed_pieces;
      DROP TABLE IF EXISTS temp.written_pieces;`);
  drop();
  db.script(`
    CREATE TEMP TABLE staged_results (plot_id INTEGER PRIMARY KEY, verdict TEXT, gross REAL, net REAL,
      gross_mu REAL, net_mu REAL, closing REAL,
      reasons TEXT, not_computed TEXT, not_computed_detail TEXT);
    CREATE TEMP TABLE staged_lines (plot_id INTEGER, position INTEGER, code TEXT,
      exclusive REAL, exclusive_mu REAL, hit REAL, pieces INTEGER, PRIMARY KEY (plot_id, position)) WITHOUT ROWID;
    CREATE TEMP TABLE staged_hits (id INTEGER PRIMARY KEY, plot_id INTEGER, code TEXT, layer_id INTEGER, fid INTEGER);
    CREATE TEMP TABLE staged_pieces (id INTEGER PRIMARY KEY, plot_id INTEGER, rules TEXT, area REAL, width REAL,
      min_x REAL, max_x REAL, min_y REAL, max_y REAL, geom BLOB);`);
  const insertResult = db.prepareRun('INSERT INTO temp.staged_results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertLine = db.prepareRun('INSERT INTO temp.staged_lines VALUES (?, ?, ?, ?, ?, ?, ?)');
  const insertHit = db.prepareRun('INSERT INTO temp.staged_hits VALUES (NULL, ?, ?, ?, ?)');
  const insertPiece = db.prepareRun(
    'INSERT INTO temp.staged_pieces VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  let waiting: StagedPlot[] = [];

  const write = (plot: StagedPlot): void => {
    const { plotId } = plot;
    if (!('cut' in plot)) {
      const reasons = JSON.stringify(plot.reasons);
      insertResult([plotId, 'undetermined', null, null, null, null, null, reasons, plot.code, plot.detail]);
      return;
    }
    const { cut, outcome, codes, sources } = plot;
    const printed = printBill(
      cut.grossSquareMeters,
      outcome.netSquareMeters,
      outcome.lines.map((line) => line.exclusiveSquareMeters),
    );
    insertResult([
      plotId,
      outcome.verdict,
      cut.grossSquareMeters,
      outcome.netSquareMeters,
      printed.grossMu,
      printed.netMu,
      outcome.closingErrorSquareMeters,
      JSON.stringify(outcome.reasons),
      null,
      null,
    ]);
    outcome.lines.forEach((line, position) => {
      insertLine([
        plotId,
        position,
        line.code,
        line.exclusiveSquareMeters,
        printed.linesMu[position] as number,
        line.hitSquareMeters,
        line.pieces,
      ]);
    });
    for (const { rule, source } of cut.hits) {
      const { layerId, fid } = sources(source);
      insertHit([plotId, codes[rule] as string, layerId, fid]);
    }
    for (const { mask, areaSquareMeters, widthMeters, wkb } of cut.pieces) {
      const rules = codes.filter((_, bit) => (mask >>> bit) & 1).join(',');
      const outline = promoteToMultiPolygon(wkb ?? plot.wkb);
      const bounds = computeWkbBounds(outline);
      insertPiece([
        ...[plotId, rules, areaSquareMeters, widthMeters],
        ...[bounds?.minX ?? null, bounds?.maxX ?? null, bounds?.minY ?? null, bounds?.maxY ?? null],
        writeGeometryBlob(srsId, outline, bounds),
      ]);
    }
  };

  const flush = (): void => {
    if (waiting.length === 0) return;
    const plots = waiting;
    waiting = [];
    db.transaction(() => plots.forEach(write));
  };
  return {
    add(plot) {
      waiting.push(plot);
      if (waiting.length >= PLOTS_PER_WRITE) flush();
    },
    flush,
    drop,
  };
}
