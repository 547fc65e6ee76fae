import type { JsonValue } from '../../../../../shared/domain/review/canonicalJson.ts';
import {
  plotIdOfFlagTarget,
  plotIdOfTarget,
  replayReviewLog,
} from '../../../../../shared/domain/review/replayReviewLog.ts';
import { parseReviewTarget } from '../../../../../shared/domain/review/reviewTarget.ts';
import type { PastDatabase } from '../../sqlite/openPastDatabase.ts';
import { sql } from '../../sqlite/sql.ts';
import { isAddedLayer } from '../addedPlots.ts';
import { isAboutAddedPlot, iterateCommands } from '../commandLog.ts';
import { listLayers } from '../layers.ts';
import { writeThing } from '../reviewThings.ts';
import { restoreVerdicts, writeFlag } from '../verdicts.ts';

/**
 * Puts verdicts, flags and everything that hangs on plots back to what the log says they were after a row of it. Only
 * what has been touched since is written; the rest is as it was. Returns how many plots keep what they say now, because
 * they are in a second look.
 */
export function rewindReview(past: PastDatabase, sequence: number, atUtc: string): number {
  const touched = past.column<string>(sql`
    SELECT DISTINCT target FROM live.command_log WHERE sequence > ${sequence} AND kind GLOB 'review.*'`);
  if (touched.length === 0) return 0;
  // the past's own log ends at the row
  const { reviews, flagged, things } = replayReviewLog(iterateCommands(past));
  const moment = { sequence, atUtc };

  const drawn = [...things].filter(([target]) => target.startsWith('added:'));
  if (past.value(sql`SELECT 1 FROM live.command_log WHERE sequence > ${sequence} AND ${isAboutAddedPlot}`)) {
    dropDrawnPlots(past);
    for (const [target, text] of drawn) writeThing(past, target, JSON.parse(text) as JsonValue, moment);
    // a plot that comes back under its number comes back bare
    for (const [target] of drawn)
      touched.push(target.replace('added', 'plot'), target.replace('added', 'flag'));
  }
  const blind = new Set(
    past.column<number>(sql`SELECT plot_id FROM live.second_looks WHERE state IN ('open', 'disputed')`),
  );
  const there = new Set(past.column<number>(sql`SELECT plot_id FROM plots`));
  const judged: number[] = [];
  for (const target of new Set(touched)) {
    const plotId = parseReviewTarget(target)?.plotId;
    if (plotId === undefined || target.startsWith('added:')) continue;
    if (blind.has(plotId) && /^(plot|second):/.test(target)) continue;
    if (plotIdOfTarget(target) !== undefined) {
      if (there.has(plotId)) judged.push(plotId);
    } else if (plotIdOfFlagTarget(target) !== undefined) writeFlag(past, plotId, flagged.has(plotId));
    else {
      const text = there.has(plotId) ? things.get(target) : undefined;
      writeThing(past, target, text === undefined ? null : (JSON.parse(text) as JsonValue), moment);
    }
  }
  restoreVerdicts(past, judged, (plotId) => reviews.get(plotId));
  return blind.size;
}

/** All plots somebody drew and their layer, as the file has them now. */
function dropDrawnPlots(past: PastDatabase): void {
  for (const layer of listLayers(past).filter(isAddedLayer)) {
    const layerId = Number(layer.id);
    past.run(sql`DELETE FROM plots WHERE layer_id = ${layerId}`);
    past.run(sql`DELETE FROM layer_fields WHERE layer_id = ${layerId}`);
    past.run(sql`DELETE FROM layers WHERE layer_id = ${layerId}`);
    past.run(sql`DELETE FROM gpkg_extensions WHERE table_name = ${layer.table}`);
    past.run(sql`DELETE FROM gpkg_geometry_columns WHERE table_name = ${layer.table}`);
    past.run(sql`DELETE FROM gpkg_contents WHERE table_name = ${layer.table}`);
  }
}
