import type { WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/**
 * Makes what is staged the results and lines of the newest run. A plot with the outcome it had keeps its rows, and so
 * does one that is not staged; the rows of the others end with the run before. Leaves the plots with another outcome
 * in temp.changed_plots. Inside runCommand.
 */
export function replaceOutcomes(db: WritableDatabase, runId: number): void {
  listChangedPlots(db);
  const isChanged = sql`last_run IS NULL AND plot_id IN (SELECT plot_id FROM temp.changed_plots)`;
  db.run(sql`UPDATE eligibility_results SET last_run = ${runId - 1} WHERE ${isChanged}`);
  db.run(sql`UPDATE eligibility_lines SET last_run = ${runId - 1} WHERE ${isChanged}`);
  db.run(sql`
    INSERT INTO eligibility_results (first_run, plot_id, verdict, gross_square_meters, net_square_meters,
      gross_mu, net_mu, closing_error_square_meters, reasons, not_computed, not_computed_detail)
    SELECT ${runId}, plot_id, verdict, gross, net, gross_mu, net_mu, closing, reasons, not_computed, not_computed_detail
    FROM temp.changed_plots JOIN temp.staged_results USING (plot_id) ORDER BY plot_id`);
  db.run(sql`
    INSERT INTO eligibility_lines (first_run, plot_id, position, code, exclusive_square_meters, exclusive_mu,
      hit_square_meters, pieces)
    SELECT ${runId}, plot_id, position, code, exclusive, exclusive_mu, hit, pieces
    FROM temp.changed_plots JOIN temp.staged_lines USING (plot_id) ORDER BY plot_id, position`);
}

function listChangedPlots(db: WritableDatabase): void {
  db.script(`
    CREATE TEMP TABLE changed_plots (plot_id INTEGER PRIMARY KEY);
    INSERT INTO temp.changed_plots
    SELECT s.plot_id FROM temp.staged_results s
    LEFT JOIN eligibility_results r ON r.plot_id = s.plot_id AND r.last_run IS NULL
    WHERE (s.plot_id, s.verdict, s.gross, s.net, s.gross_mu, s.net_mu, s.closing, s.reasons, s.not_computed,
        s.not_computed_detail)
      IS NOT (r.plot_id, r.verdict, r.gross_square_meters, r.net_square_meters, r.gross_mu, r.net_mu,
        r.closing_error_square_meters, r.reasons, r.not_computed, r.not_computed_detail);
    INSERT OR IGNORE INTO temp.changed_plots
    SELECT s.plot_id FROM temp.staged_lines s
    LEFT JOIN eligibility_lines l ON l.plot_id = s.plot_id AND l.position = s.position AND l.last_run IS NULL
    WHERE (s.plot_id, s.code, s.exclusive, s.exclusive_mu, s.hit, s.pieces)
      IS NOT (l.plot_id, l.code, l.exclusive_square_meters, l.exclusive_mu, l.hit_square_meters, l.pieces);
    -- lines that are no longer; CROSS, or SQLite goes through the lines of the county for the few plots of a small run
    INSERT OR IGNORE INTO temp.changed_plots
    SELECT l.plot_id FROM temp.staged_results s CROSS JOIN eligibility_lines l USING (plot_id)
    WHERE l.last_run IS NULL
      AND NOT EXISTS (SELECT 1 FROM temp.staged_lines n WHERE n.plot_id = l.plot_id AND n.position = l.position);`);
}
