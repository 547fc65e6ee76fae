import type { VerdictScheme } from '../../../../shared/domain/review/verdictScheme.ts';
import { defaultSchemeId } from '../../../../shared/domain/review/verdictScheme.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type Command, type CommandTarget, runCommand } from './commandLog.ts';

/** Id of the verdict scheme the project is judged by. */
export function readChosenSchemeId(db: ReadableDatabase): string {
  return db.value<string>(sql`SELECT scheme_id FROM project`) ?? defaultSchemeId;
}

/**
 * Judges by another scheme from now on; choosing the present one is no command. Throws SCHEME_IN_USE while
 * there are verdicts the other scheme does not know: they would lose their meaning.
 */
export function chooseScheme(project: CommandTarget, scheme: VerdictScheme, by: string): void {
  const db = project.database;
  const old = readChosenSchemeId(db);
  if (old === scheme.id) return;
  const known = new Set(scheme.options.map(({ code }) => code));
  const used = db.all<{ code: string; plots: number }>(
    sql`
      SELECT verdict_code AS code, count(DISTINCT plot_id) AS plots
      FROM (SELECT plot_id, verdict_code FROM verdicts
        UNION ALL SELECT plot_id, verdict_code FROM plot_parts WHERE verdict_code IS NOT NULL)
      GROUP BY verdict_code`,
  );
  const count = used.reduce((sum, { code, plots }) => sum + (known.has(code) ? 0 : plots), 0);
  if (count > 0) throw new AppError('SCHEME_IN_USE', { scheme: scheme.title, count });
  const command: Command = {
    kind: 'project.scheme',
    target: 'project',
    by,
    oldValue: { schemeId: old },
    newValue: { schemeId: scheme.id },
  };
  runCommand(project, command, () => db.run(sql`UPDATE project SET scheme_id = ${scheme.id}`));
}
