import type { ScenarioRecord } from '../../../../shared/contract/records/scenarioRecords.ts';
import type { Adjustment } from '../../../../shared/domain/eligibility/adjustment.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type Command, type CommandTarget, runCommand } from './commandLog.ts';

/** All kept scenarios by name. */
export function listScenarios(db: ReadableDatabase): ScenarioRecord[] {
  return db.all<ScenarioRow>(sql`SELECT * FROM eligibility_scenarios ORDER BY name`).map(rowToScenario);
}

/** Throws SCENARIO_NOT_FOUND. */
export function getScenario(db: ReadableDatabase, name: string): ScenarioRecord {
  const row = db.get<ScenarioRow>(sql`SELECT * FROM eligibility_scenarios WHERE name = ${name}`);
  if (row === undefined) throw new AppError('SCENARIO_NOT_FOUND', { name });
  return rowToScenario(row);
}

/** Keeps an adjustment under a name, in place of what the name stood for before. */
export function saveScenario(
  project: CommandTarget,
  scenario: { readonly name: string; readonly rulesId: string; readonly adjustment: Adjustment },
  by: string,
): ScenarioRecord {
  const { name, rulesId, adjustment } = scenario;
  const old = listScenarios(project.database).find((kept) => kept.name === name);
  const command: Command = {
    kind: 'scenario.save',
    target: `scenario:${name}`,
    by,
    oldValue: old === undefined ? null : describe(old),
    newValue: describe(scenario),
  };
  runCommand(project, command, (db, { atUtc }) => {
    db.run(sql`DELETE FROM eligibility_scenarios WHERE name = ${name}`);
    db.run(sql`
      INSERT INTO eligibility_scenarios (name, rules_id, adjustment, saved_by, saved_at_utc)
      VALUES (${name}, ${rulesId}, ${JSON.stringify(adjustment)}, ${by}, ${atUtc})`);
  });
  return getScenario(project.database, name);
}

/** Throws SCENARIO_NOT_FOUND, SCENARIO_EXISTS. */
export function renameScenario(project: CommandTarget, name: string, newName: string, by: string): void {
  getScenario(project.database, name);
  if (name === newName) return;
  if (listScenarios(project.database).some((kept) => kept.name === newName)) {
    throw new AppError('SCENARIO_EXISTS', { name: newName });
  }
  const command: Command = {
    kind: 'scenario.rename',
    target: `scenario:${name}`,
    by,
    oldValue: { name },
    newValue: { name: newName },
  };
  runCommand(project, command, (db) =>
    db.run(sql`UPDATE eligibility_scenarios SET name = ${newName} WHERE name = ${name}`),
  );
}

/** Throws SCENARIO_NOT_FOUND. */
export function removeScenario(project: CommandTarget, name: string, by: string): void {
  const old = getScenario(project.database, name);
  const command: Command = {
    kind: 'scenario.remove',
    target: `scenario:${name}`,
    by,
    oldValue: describe(old),
    newValue: null,
  };
  runCommand(project, command, (db) => db.run(sql`DELETE FROM eligibility_scenarios WHERE name = ${name}`));
}

interface ScenarioRow {
  readonly name: string;
  readonly rules_id: string;
  readonly adjustment: string;
  readonly saved_by: string;
  readonly saved_at_utc: string;
}

function rowToScenario(row: ScenarioRow): ScenarioRecord {
  return {
    name: row.name,
    rulesId: row.rules_id,
    adjustment: JSON.parse(row.adjustment) as Adjustment,
    savedBy: row.saved_by,
    savedAtUtc: row.saved_at_utc,
  };
}

function describe({
  rulesId,
  adjustment,
}: {
  readonly rulesId: string;
  readonly adjustment: Adjustment;
}): JsonValue {
  return { rulesId, ...toJson(adjustment) };
}

/** An adjustment as a value of the command log. */
export function toJson({ order, without, ...thresholds }: Adjustment): { [key: string]: JsonValue } {
  const lists = { ...(order === undefined ? {} : { order }), ...(without === undefined ? {} : { without }) };
  return { ...lists, ...(thresholds as Record<string, JsonValue>) };
}
