import type { Answers } from '../../domain/review/checkAnswers.ts';
import type { VerdictScheme } from '../../domain/review/verdictScheme.ts';
import type { ChipsView, VerdictEvidence, VerdictView } from '../../domain/review/verdictView.ts';
import type { CommandRecord, EvidenceChip, ReviewChange, ReviewRecord } from '../records/reviewRecords.ts';

/** Verdicts, undo, evidence. */
export interface ReviewMethods {
  'review.scheme': (request: Record<never, never>) => VerdictScheme;
  'review.decide': (request: {
    plotId: number;
    verdictCode: string;
    note?: string;
    answers?: Answers;
    /** What is on the screen; the backend adds the pictures' hashes and the rules. */
    view?: VerdictView;
    by: string;
  }) => ReviewRecord;
  /** One verdict for several plots: all or none, one step to undo. Without a note each keeps its own remark. */
  'review.decideMany': (request: {
    plotIds: number[];
    verdictCode: string;
    note?: string;
    answers?: Answers;
    view?: VerdictView;
    /** Instead of a view: the plots were judged on the thumbnail wall; the backend knows what ground a chip shows. */
    chips?: ChipsView;
    by: string;
  }) => ReviewChange;
  'review.clear': (request: { plotId: number; by: string }) => ReviewRecord;
  'review.clearMany': (request: { plotIds: number[]; by: string }) => ReviewChange;
  'review.undo': (request: { by: string }) => ReviewChange;
  'review.redo': (request: { by: string }) => ReviewChange;
  /** 只撤销这一块: its verdict before the newest one, whatever was judged since elsewhere. */
  'review.undoPlot': (request: { plotId: number; by: string }) => ReviewRecord;
  /** Changes the remark or the answers of a plot that has a verdict; who gave it, when, and its evidence stay. */
  'review.annotate': (request: {
    plotId: number;
    note?: string;
    answers?: Answers;
    by: string;
  }) => ReviewRecord;
  /** Hands plots to somebody to judge, or (null) takes them back: one step to undo. Anyone may still judge them. */
  'review.assign': (request: { plotIds: number[]; assignee: string | null; by: string }) => ReviewChange;
  'review.flag': (request: { plotId: number; flagged: boolean; by: string }) => ReviewRecord;
  /** What was on the screen when the plot's present verdict was given, or that of a row of the log. */
  'review.evidence': (request: { plotId: number; sequence?: number }) => { evidence: VerdictEvidence | null };
  /** The same as small pictures that are kept, one of each epoch; none where the verdict has no evidence. */
  'review.evidenceChips': (request: { plotId: number }) => { chips: EvidenceChip[] };
  'review.schemes': (request: Record<never, never>) => { schemes: VerdictScheme[]; chosen: string };
  'review.chooseScheme': (request: { schemeId: string; by: string }) => VerdictScheme;
  'review.log': (request: { plotId?: number; limit?: number }) => { commands: CommandRecord[] };
}
