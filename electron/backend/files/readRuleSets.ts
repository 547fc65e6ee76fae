import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRuleSet } from '../../../shared/domain/eligibility/parseRuleSet.ts';
import type { RuleSet } from '../../../shared/domain/eligibility/ruleSet.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { resourcesDirectory } from './resourcesDirectory.ts';

export interface RuleSetDocument {
  readonly ruleSet: RuleSet;
  /** The document as it is on disk. */
  readonly text: string;
  readonly sha256: string;
}

/** The rule sets shipped with the program, by id. Throws RULES_INVALID naming the place of the first finding. */
export function readRuleSets(): readonly RuleSetDocument[] {
  const directory = join(resourcesDirectory(), 'rules');
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readDocument(join(directory, name)));
}

/** Throws RULES_NOT_FOUND. */
export function readRuleSet(rulesId: string): RuleSetDocument {
  const document = readRuleSets().find(({ ruleSet }) => ruleSet.id === rulesId);
  if (document === undefined) throw new AppError('RULES_NOT_FOUND', { rulesId });
  return document;
}

/** Documents by their text: every bill asks whether the rules of its run are still those shipped. */
const documents = new Map<string, RuleSetDocument>();

function readDocument(file: string): RuleSetDocument {
  const text = readFileSync(file, 'utf8');
  const known = documents.get(text);
  if (known !== undefined) return known;
  const result = parseRuleSet(text);
  if (!result.ok) {
    const [first] = result.findings;
    throw new AppError('RULES_INVALID', { detail: `${file} ${first?.path ?? ''} ${first?.detail ?? ''}` });
  }
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
  const document = { ruleSet: result.ruleSet, text, sha256 };
  documents.set(text, document);
  return document;
}
