import type { Adjustment, AdoptedAdjustment } from '../../domain/eligibility/adjustment.ts';
import type { RuleSet } from '../../domain/eligibility/ruleSet.ts';
import type {
  AreaBill,
  FlowoutReport,
  RuleSetSummary,
  RunSummary,
  WhatIfReport,
} from '../records/eligibilityRecords.ts';

/** Rules, runs, bills, what-if. */
export interface EligibilityMethods {
  'rules.list': (request: Record<never, never>) => { ruleSets: RuleSetSummary[] };
  'rules.show': (request: { rulesId: string }) => RuleSet;
  /** Which rules of a set the layers of the open project serve, and which required ones none does. */
  'rules.bindings': (request: { rulesId: string }) => {
    bindings: { rule: string; layers: string[] }[];
    missing: string[];
  };
  'rules.check': (request: { text: string }) => { ok: boolean; findings: { path: string; detail: string }[] };
  'eligibility.run': (request: {
    rulesId?: string;
    workers?: number;
    only?: string[];
    /** Compute only the plots that what has changed since the run before can reach; the same results, sooner. */
    changedOnly?: boolean;
    /** Makes a scenario official; null: the rule set as it is; absent: as the run before where `rulesId` is absent too. */
    adjustment?: AdoptedAdjustment | null;
    by: string;
  }) => RunSummary;
  /** What last year's 耕地 has become, by two DLTB layers of the project and, where given, approvals and 永农. */
  'eligibility.flowout': (request: {
    before: string;
    after: string;
    construction?: string;
    balance?: string;
    farmland?: string;
    /** Year of the later layer. */
    year: number;
  }) => FlowoutReport;
  'eligibility.summary': (request: Record<never, never>) => RunSummary;
  'eligibility.bill': (request: { plotId: number }) => AreaBill;
  'eligibility.whatif': (request: Adjustment) => WhatIfReport;
}
