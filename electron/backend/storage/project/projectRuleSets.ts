import { createHash } from 'node:crypto';
import { parseRuleSet } from '../../../../shared/domain/eligibility/parseRuleSet.ts';
import type { RuleSet } from '../../../../shared/domain/eligibility/ruleSet.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type Command, type CommandTarget, runCommand } from './commandLog.ts';

/** A rule set of the project's own, as it was saved. */
export interface ProjectRuleSet {
  readonly ruleSet: RuleSet;
  readonly text: string;
  readonly sha256: string;
  readonly savedBy: string;
  readonly savedAtUtc: string;
}

/** The rule sets kept in the project, by id. Throws PROJECT_CORRUPT for a document that no longer reads. */
export function listProjectRuleSets(db: ReadableDatabase): ProjectRuleSet[] {
  return db.all<RuleSetRow>(sql`SELECT * FROM rule_sets ORDER BY rules_id`).map((row) => {
    const result = parseRuleSet(row.document);
    if (!result.ok) throw new AppError('PROJECT_CORRUPT', { file: db.file, detail: row.rules_id });
    const { sha256, saved_by, saved_at_utc, document } = row;
    return {
      ...{ ruleSet: result.ruleSet, text: document, sha256 },
      ...{ savedBy: saved_by, savedAtUtc: saved_at_utc },
    };
  });
}

/**
 * Keeps a checked document under its own id, in place of the one with that id. A version that is in the project
 * already says one thing only: throws RULES_VERSION_TAKEN where the same id and version has another text.
 */
export function saveProjectRuleSet(project: CommandTarget, text: string, ruleSet: RuleSet, by: string): void {
  const { id, version } = ruleSet;
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
  const old = listProjectRuleSets(project.database).find((kept) => kept.ruleSet.id === id);
  if (old?.sha256 === sha256) return;
  if (old?.ruleSet.version === version) throw new AppError('RULES_VERSION_TAKEN', { rulesId: id, version });
  const command: Command = {
    kind: 'rules.save',
    target: `rules:${id}`,
    by,
    oldValue: old === undefined ? null : { version: old.ruleSet.version, sha256: old.sha256 },
    newValue: { version, sha256 },
  };
  runCommand(project, command, (db, { atUtc }) => {
    db.run(sql`DELETE FROM rule_sets WHERE rules_id = ${id}`);
    db.run(sql`
      INSERT INTO rule_sets (rules_id, version, document, sha256, saved_by, saved_at_utc)
      VALUES (${id}, ${version}, ${text}, ${sha256}, ${by}, ${atUtc})`);
  });
}

/** Runs made with it keep their own copy. Throws RULES_NOT_FOUND. */
export function removeProjectRuleSet(project: CommandTarget, rulesId: string, by: string): void {
  const old = listProjectRuleSets(project.database).find((kept) => kept.ruleSet.id === rulesId);
  if (old === undefined) throw new AppError('RULES_NOT_FOUND', { rulesId });
  const command: Command = {
    kind: 'rules.remove',
    target: `rules:${rulesId}`,
    by,
    oldValue: { version: old.ruleSet.version, sha256: old.sha256 },
    newValue: null,
  };
  runCommand(project, command, (db) => db.run(sql`DELETE FROM rule_sets WHERE rules_id = ${rulesId}`));
}

interface RuleSetRow {
  readonly rules_id: string;
  readonly document: string;
  readonly sha256: string;
  readonly saved_by: string;
  readonly saved_at_utc: string;
}
