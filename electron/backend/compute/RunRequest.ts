import type { AdoptedAdjustment } from '../../../shared/domain/eligibility/adjustment.ts';

/** What is asked of a run. */
export interface RunRequest {
  /** Default: the rule set of the run before, else the restoration rules. */
  readonly rulesId?: string | undefined;
  /**
   * The scenario to make official; null: the rule set as it is. Absent: as the run before where `rulesId` is absent
   * too, else the rule set as it is.
   */
  readonly adjustment?: AdoptedAdjustment | null | undefined;
  readonly workers?: number | undefined;
  /** Plot numbers to repeat; the others are taken from the run before, where that is still good. */
  readonly only?: readonly string[] | undefined;
  /** Compute only what has changed since the run before; all of it where that cannot be told. */
  readonly changedOnly?: boolean | undefined;
  readonly by: string;
}
