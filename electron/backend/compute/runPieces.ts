import type { Piece } from '../../../shared/domain/eligibility/piece.ts';
import type { RuleSet } from '../../../shared/domain/eligibility/ruleSet.ts';
import type { EligibilityReason, EligibilityVerdict } from '../../../shared/domain/eligibility/verdict.ts';
import { readStructureSequence } from '../storage/project/commandLog.ts';
import { readRunResults, readRunRules, type StoredRun } from '../storage/project/eligibilityRuns.ts';
import { iteratePieces } from '../storage/project/pieces.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';

/** A plot of a run with its pieces; the pieces of plot i are those from `firstPiece[i]` to `firstPiece[i + 1]`. */
export interface RunPlot {
  readonly plotId: number;
  readonly plotNo: string;
  readonly verdict: EligibilityVerdict;
  readonly grossSquareMeters: number;
  readonly netMu: number;
  readonly hasOpenWarning: boolean;
}

/** Everything of a run that what-if is arithmetic over, in numbers: 20 bytes for each piece. */
export interface RunPieces {
  /** Codes of the charging rules; the place of a code is its bit. */
  readonly codes: readonly string[];
  readonly plots: readonly RunPlot[];
  /** Verdicts of plots that were not computed. */
  readonly notComputed: readonly EligibilityVerdict[];
  readonly piecesOf: (index: number) => Piece[];
}

interface Kept {
  readonly runId: number;
  readonly validUpTo: number;
  readonly pieces: RunPieces;
}

const kept = new WeakMap<ReadableDatabase, Kept>();

/** Read once for the newest run and kept until anything but a verdict changes: a slider asks many times a second. */
export function loadRunPieces(database: ReadableDatabase, run: StoredRun, piecesTable: string): RunPieces {
  const validUpTo = readStructureSequence(database);
  const known = kept.get(database);
  if (known?.runId === run.runId && known.validUpTo === validUpTo) return known.pieces;
  const pieces = readPieces(database, run, piecesTable);
  kept.set(database, { runId: run.runId, validUpTo, pieces });
  return pieces;
}

function readPieces(database: ReadableDatabase, run: StoredRun, piecesTable: string): RunPieces {
  const { sliver, minimumNet } = run.ruleSet.thresholds;
  // T01 and T02 have lines too, but hit no piece; a scenario may have brought its own
  const thresholds = new Set([sliver?.code ?? 'T02', minimumNet?.code ?? 'T01']);
  const codes = readRunRules(database, run.runId)
    .map(({ code }) => code)
    .filter((code) => !thresholds.has(code));
  const bitOf = new Map(codes.map((code, bit) => [code, 1 << bit]));
  const warns = createWarningTest(run.ruleSet);
  const results = readRunResults(database, run.runId);

  const plots: RunPlot[] = [];
  const firstPiece: number[] = [];
  const masks: number[] = [];
  const areas: number[] = [];
  const widths: number[] = [];
  let current: number | undefined;
  let takesPart = false;
  for (const { plotId, rules, areaSquareMeters, widthMeters } of iteratePieces(database, piecesTable)) {
    if (plotId !== current) {
      current = plotId;
      const result = results.get(plotId);
      takesPart = result !== undefined && result.grossSquareMeters !== null;
      if (result !== undefined && result.grossSquareMeters !== null) {
        const { plotNo, verdict, grossSquareMeters, netMu } = result;
        const hasOpenWarning = warns(result.reasons);
        plots.push({ plotId, plotNo, verdict, grossSquareMeters, netMu: netMu ?? 0, hasOpenWarning });
        firstPiece.push(areas.length);
      }
    }
    if (!takesPart) continue;
    masks.push(rules.reduce((bits, code) => bits | (bitOf.get(code) ?? 0), 0));
    areas.push(areaSquareMeters);
    widths.push(widthMeters);
  }
  firstPiece.push(areas.length);
  const starts = Uint32Array.from(firstPiece);
  const packedMasks = Int32Array.from(masks);
  const packedAreas = Float64Array.from(areas);
  const packedWidths = Float64Array.from(widths);
  return {
    codes,
    plots,
    notComputed: [...results.values()].flatMap(({ grossSquareMeters, verdict }) =>
      grossSquareMeters === null ? [verdict] : [],
    ),
    piecesOf(index) {
      const pieces: Piece[] = [];
      for (let at = starts[index] as number; at < (starts[index + 1] as number); at++) {
        pieces.push({
          mask: packedMasks[at] as number,
          areaSquareMeters: packedAreas[at] as number,
          widthMeters: packedWidths[at] as number,
        });
      }
      return pieces;
    },
  };
}

/** Whether the reasons of a plot hold a warning that must be settled before there is a verdict. */
function createWarningTest({ openWarnings, recordNotes, layerNotes }: RuleSet): (reasons: string) => boolean {
  if (openWarnings === 'note') return () => false;
  const warnings = new Set(
    [...recordNotes, ...layerNotes].filter(({ effect }) => effect === 'warn').map(({ code }) => code),
  );
  return (reasons) =>
    (JSON.parse(reasons) as EligibilityReason[]).some(({ ruleCode }) => warnings.has(ruleCode ?? ''));
}
