import type { ProjectSettings } from '../../../../shared/contract/records/projectRecords.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type Command, type CommandTarget, runCommand } from './commandLog.ts';

export function readSettings(db: ReadableDatabase): ProjectSettings {
  return { edgeSplitMeters: db.value<number | null>(sql`SELECT edge_split_meters FROM project`) ?? null };
}

/** Changes the settings that are given; a change of nothing is no command. */
export function writeSettings(
  project: CommandTarget,
  change: Partial<ProjectSettings>,
  by: string,
): ProjectSettings {
  const old = readSettings(project.database);
  const edgeSplitMeters = change.edgeSplitMeters === undefined ? old.edgeSplitMeters : change.edgeSplitMeters;
  if (edgeSplitMeters === old.edgeSplitMeters) return old;
  const settings: ProjectSettings = { edgeSplitMeters };
  const command: Command = {
    kind: 'project.settings',
    target: 'project',
    by,
    oldValue: { edgeSplitMeters: old.edgeSplitMeters },
    newValue: { edgeSplitMeters },
  };
  runCommand(project, command, (db) =>
    db.run(sql`UPDATE project SET edge_split_meters = ${edgeSplitMeters}`),
  );
  return settings;
}
