import type { CancelSignal } from './cancelSignal.ts';
import type { Envelope } from './envelope.ts';
import type { AddedPlotMethods } from './methods/addedPlotMethods.ts';
import type { AppMethods } from './methods/appMethods.ts';
import type { DocumentMethods } from './methods/documentMethods.ts';
import type { EligibilityMethods } from './methods/eligibilityMethods.ts';
import type { HistoryMethods } from './methods/historyMethods.ts';
import type { ImageryMethods } from './methods/imageryMethods.ts';
import type { ImportMethods } from './methods/importMethods.ts';
import type { LedgerMethods } from './methods/ledgerMethods.ts';
import type { MarkupMethods } from './methods/markupMethods.ts';
import type { PhotoMethods } from './methods/photoMethods.ts';
import type { PlotMethods } from './methods/plotMethods.ts';
import type { ProjectMethods } from './methods/projectMethods.ts';
import type { QualityMethods } from './methods/qualityMethods.ts';
import type { ReviewMethods } from './methods/reviewMethods.ts';
import type { ScenarioMethods } from './methods/scenarioMethods.ts';
import type { VerdictMark } from './records/reviewRecords.ts';

/**
 * Everything the backend can do, in one map: name → (request) => reply.
 * A backend instance holds at most one open project; methods below `project.*` act on it.
 */
export interface BackendMethods
  extends AppMethods,
    ProjectMethods,
    ImportMethods,
    ImageryMethods,
    PlotMethods,
    AddedPlotMethods,
    MarkupMethods,
    EligibilityMethods,
    ScenarioMethods,
    ReviewMethods,
    QualityMethods,
    LedgerMethods,
    HistoryMethods,
    PhotoMethods,
    DocumentMethods {}

export interface BackendEvents {
  /** Background work: `stage` is a Chinese phrase; total 0 while unknown. state tells the end. */
  'job.progress': {
    jobId: string;
    method: string;
    stage: string;
    done: number;
    total: number;
    state: 'running' | 'done' | 'failed' | 'cancelled';
  };
  /** Something the window shows has changed. */
  'project.changed': {
    what: 'project' | 'layers' | 'imagery' | 'plots' | 'verdicts' | 'run' | 'ledger' | 'photos' | 'coverage';
    /** With `verdicts`: the verdict on this plot alone, and nothing that is drawn on it or hangs on it. */
    plotId?: number;
    /** With `verdicts`: what now stands on the plots concerned; absent where nobody lists them. */
    marks?: readonly VerdictMark[];
  };
}

export type MethodName = keyof BackendMethods;
export type EventName = keyof BackendEvents;
export type RequestOf<M extends MethodName> = Parameters<BackendMethods[M]>[0];
export type ReplyOf<M extends MethodName> = ReturnType<BackendMethods[M]>;

/** What a handler is given beside its request. */
export interface CallContext {
  readonly signal: CancelSignal;
  readonly reportProgress: (stage: string, done: number, total: number) => void;
}

export type Handlers = {
  readonly [M in MethodName]: (
    request: RequestOf<M>,
    context: CallContext,
  ) => ReplyOf<M> | Promise<ReplyOf<M>>;
};

/** The only thing a host has to provide. */
export interface Transport {
  call<M extends MethodName>(
    method: M,
    request: RequestOf<M>,
    signal?: CancelSignal,
  ): Promise<Envelope<ReplyOf<M>>>;
  on<E extends EventName>(event: E, listener: (payload: BackendEvents[E]) => void): () => void;
}

/** Two things only a desktop can do; the browser host has a stand-in that says so. */
export interface DesktopShell {
  readonly kind: 'desktop' | 'browser';
  chooseFiles(options: {
    title: string;
    extensions: readonly string[];
    multiple: boolean;
  }): Promise<string[]>;
  chooseFolder(options: { title: string }): Promise<string | null>;
  showInFolder(path: string): Promise<void>;
}
