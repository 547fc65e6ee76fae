import type { Adjustment } from '../../domain/eligibility/adjustment.ts';
import type { RuleDifference } from '../../domain/eligibility/diffRuleSets.ts';
import type { Bounds } from '../../domain/geometry/multiPolygon.ts';
import type { RuleSetSummary } from '../records/eligibilityRecords.ts';
import type { OccupationReport, RecheckReport } from '../records/occupationRecords.ts';
import type {
  RunComparison,
  RunFailure,
  RunListItem,
  ScenarioRecord,
  TownResult,
} from '../records/scenarioRecords.ts';

/** Scenarios, kept runs and their comparison, edited rule sets, and statistics on the same engine. */
export interface ScenarioMethods {
  'scenario.list': (request: Record<never, never>) => { scenarios: ScenarioRecord[] };
  /** Under a name that is kept already: in its place. */
  'scenario.save': (request: { name: string; adjustment: Adjustment; by: string }) => ScenarioRecord;
  'scenario.rename': (request: { name: string; newName: string; by: string }) => Record<never, never>;
  'scenario.remove': (request: { name: string; by: string }) => Record<never, never>;

  'eligibility.runs': (request: Record<never, never>) => { runs: RunListItem[] };
  /** Default: the newest run against the one before it. */
  'eligibility.compare': (request: {
    earlier?: string;
    later?: string;
    offset?: number;
    limit?: number;
  }) => RunComparison;
  'eligibility.towns': (request: Record<never, never>) => { towns: TownResult[] };
  'eligibility.failures': (request: Record<never, never>) => { failures: RunFailure[] };
  /** Pieces some rule takes within bounds, for the map, its rules in the order of attribution; `more` where there are others beyond the limit. */
  'eligibility.piecesIn': (request: { bounds: Bounds; limit: number }) => {
    pieces: { fid: number; plotId: number; rules: string[]; wkb: Uint8Array }[];
    more: boolean;
  };

  /** Keeps a checked document as the project's own; nothing is kept where there are findings. */
  'rules.save': (request: { text: string; by: string }) => RuleSetSaved;
  'rules.import': (request: { file: string; by: string }) => RuleSetSaved;
  'rules.export': (request: { rulesId: string; file: string }) => { file: string; sha256: string };
  'rules.remove': (request: { rulesId: string; by: string }) => Record<never, never>;
  /** Rule sets by id, or `run:5` for the copy a run was made with. */
  'rules.diff': (request: { from: string; to: string }) => { differences: RuleDifference[] };

  /** How much of the plots lies in a layer (永农, 红线), by town and class. Stores nothing. */
  'eligibility.occupation': (request: { layerId: string }) => OccupationReport;
  /** 占补平衡 recheck by the newest kept run with that rule set: 恢复 or 核减 for each plot. */
  'eligibility.recheck': (request: Record<never, never>) => RecheckReport;
}

export interface RuleSetSaved {
  readonly saved: RuleSetSummary | null;
  readonly findings: readonly { readonly path: string; readonly detail: string }[];
}
