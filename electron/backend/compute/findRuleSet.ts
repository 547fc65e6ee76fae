import { AppError } from '../../../shared/errors/AppError.ts';
import { type RuleSetDocument, readRuleSets } from '../files/readRuleSets.ts';
import { listProjectRuleSets } from '../storage/project/projectRuleSets.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';

/** The project's own rule sets and the shipped ones; an id is only in one of the two. */
export function findRuleSet(db: ReadableDatabase | null, rulesId: string): RuleSetDocument {
  const own = db === null ? [] : listProjectRuleSets(db);
  const document = [...own, ...readRuleSets()].find(({ ruleSet }) => ruleSet.id === rulesId);
  if (document === undefined) throw new AppError('RULES_NOT_FOUND', { rulesId });
  return document;
}
