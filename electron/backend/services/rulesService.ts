import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { RuleSetSaved } from '../../../shared/contract/methods/scenarioMethods.ts';
import type { RuleSetSummary } from '../../../shared/contract/records/eligibilityRecords.ts';
import { bindRules } from '../../../shared/domain/eligibility/bindRules.ts';
import { diffRuleSets } from '../../../shared/domain/eligibility/diffRuleSets.ts';
import { enableRules } from '../../../shared/domain/eligibility/enableRules.ts';
import { parseRuleSet } from '../../../shared/domain/eligibility/parseRuleSet.ts';
import type { RuleSet } from '../../../shared/domain/eligibility/ruleSet.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { eligibilityOperations as operations } from '../../../shared/text/eligibilityRun.zh-CN.ts';
import type { BackendContext } from '../backendContext.ts';
import { findRuleSet } from '../compute/findRuleSet.ts';
import { toBindable } from '../compute/toBindable.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import { readRuleSets } from '../files/readRuleSets.ts';
import { readRun } from '../storage/project/eligibilityRuns.ts';
import { listLayers } from '../storage/project/layers.ts';
import {
  listProjectRuleSets,
  type ProjectRuleSet,
  removeProjectRuleSet,
  saveProjectRuleSet,
} from '../storage/project/projectRuleSets.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';

type RulesMethod =
  | 'rules.list'
  | 'rules.show'
  | 'rules.bindings'
  | 'rules.check'
  | 'rules.save'
  | 'rules.import'
  | 'rules.export'
  | 'rules.remove'
  | 'rules.diff';

/** The shipped rule sets and the project's own: read, check, edit, import, export, compare. */
export function createRulesHandlers(context: BackendContext): Pick<Handlers, RulesMethod> {
  const { session, emit } = context;
  const open = (): ReadableDatabase | null => session.current()?.database ?? null;
  const save = (text: string, by: string): RuleSetSaved => {
    const project = session.require(operations.saveRules);
    const result = parseRuleSet(text);
    if (!result.ok) return { saved: null, findings: result.findings };
    const { id } = result.ruleSet;
    if (readRuleSets().some(({ ruleSet }) => ruleSet.id === id)) {
      throw new AppError('RULES_ID_SHIPPED', { rulesId: id });
    }
    saveProjectRuleSet(project, text, result.ruleSet, by);
    emit('project.changed', { what: 'project' });
    const saved = listProjectRuleSets(project.database).find(({ ruleSet }) => ruleSet.id === id);
    return { saved: summarize(result.ruleSet, saved ?? null), findings: [] };
  };
  return {
    'rules.list': () => {
      const db = open();
      const own = db === null ? [] : listProjectRuleSets(db);
      return {
        ruleSets: [
          ...readRuleSets().map(({ ruleSet }) => summarize(ruleSet, null)),
          ...own.map((kept) => summarize(kept.ruleSet, kept)),
        ],
      };
    },
    'rules.show': ({ rulesId }) => resolveRuleSet(open(), rulesId),
    'rules.bindings': ({ rulesId }) => {
      const { database } = session.require(operations.bindings);
      const ruleSet = enableRules(findRuleSet(database, rulesId).ruleSet);
      const { rules, missing } = bindRules(ruleSet, listLayers(database).map(toBindable));
      const served = ruleSet.exclusions.map(({ code }) => ({
        rule: code,
        // a rule taken layer by layer is bound as code-1, code-2, …
        layers: rules
          .filter((bound) => bound.code === code || bound.code.startsWith(`${code}-`))
          .flatMap((bound) => bound.sources.map(({ layerName }) => layerName)),
      }));
      return { bindings: served, missing: [...missing] };
    },
    'rules.check': ({ text }) => {
      const result = parseRuleSet(text);
      return result.ok ? { ok: true, findings: [] } : { ok: false, findings: [...result.findings] };
    },
    'rules.save': ({ text, by }) => save(text, by),
    'rules.import': async ({ file, by }) => save(await readTextFile(file), by),
    async 'rules.export'({ rulesId, file }) {
      const { text, sha256 } = documentOf(open(), rulesId);
      await atomicWrite(file, text);
      return { file, sha256 };
    },
    'rules.remove': ({ rulesId, by }) => {
      removeProjectRuleSet(session.require(operations.saveRules), rulesId, by);
      emit('project.changed', { what: 'project' });
      return {};
    },
    'rules.diff': ({ from, to }) => ({
      differences: diffRuleSets(resolveRuleSet(open(), from), resolveRuleSet(open(), to)),
    }),
  };
}

function summarize(ruleSet: RuleSet, kept: ProjectRuleSet | null): RuleSetSummary {
  const { id, version, title, documentNumber, effectiveFrom, effectiveTo } = ruleSet;
  return {
    ...{ id, version, title, documentNumber, effectiveFrom, effectiveTo },
    rules:
      ruleSet.plotRules.length +
      ruleSet.exclusions.length +
      ruleSet.recordNotes.length +
      ruleSet.layerNotes.length,
    origin: kept === null ? 'shipped' : 'project',
    savedBy: kept?.savedBy ?? null,
    savedAtUtc: kept?.savedAtUtc ?? null,
  };
}

const RUN_PREFIX = 'run:';

/** A rule set by its id, or the copy that a kept run was made with: `run:5`. */
function resolveRuleSet(db: ReadableDatabase | null, rulesId: string): RuleSet {
  if (!rulesId.startsWith(RUN_PREFIX)) return findRuleSet(db, rulesId).ruleSet;
  const runId = rulesId.slice(RUN_PREFIX.length);
  const run = db === null ? undefined : readRun(db, Number(runId));
  if (run === undefined) throw new AppError('RUN_NOT_KEPT', { runId });
  return run.ruleSet;
}

function documentOf(
  db: ReadableDatabase | null,
  rulesId: string,
): { readonly text: string; readonly sha256: string } {
  if (!rulesId.startsWith(RUN_PREFIX)) return findRuleSet(db, rulesId);
  const text = `${JSON.stringify(resolveRuleSet(db, rulesId), null, 2)}\n`;
  return { text, sha256: createHash('sha256').update(text, 'utf8').digest('hex') };
}

async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('FILE_NOT_FOUND', { file }, { cause: error });
  }
}
