import type { LayerRole, RuleSet } from '../domain/eligibility/ruleSet.ts';
import type { Answers } from '../domain/review/checkAnswers.ts';
import type { ReviewStatus } from '../domain/review/reviewStatus.ts';
import type { VerdictScheme } from '../domain/review/verdictScheme.ts';
import type { VerdictEvidence, VerdictView } from '../domain/review/verdictView.ts';
import type { CancelSignal } from './cancelSignal.ts';
import type { Envelope } from './envelope.ts';
import type {
  AreaBill,
  CheckFinding,
  CommandRecord,
  DatasetSummary,
  DemImportReport,
  ExportFormat,
  FlowoutReport,
  ImageryImportReport,
  ListPreview,
  PlotDetail,
  PlotFacets,
  PlotFilter,
  PlotPage,
  PlotSlope,
  ProjectSettings,
  ProjectSummary,
  ReleaseFinding,
  ReleaseRecord,
  ReviewChange,
  ReviewRecord,
  RuleSetSummary,
  RunSummary,
  VectorImportReport,
  WhatIfReport,
  WrittenFile,
} from './records.ts';

/**
 * Everything the backend can do, in one map: name → (request) => reply.
 * A backend instance holds at most one open project; methods below `project.*` act on it.
 */
export interface BackendMethods {
  'app.info': (request: Record<never, never>) => { version: string; schemaVersion: number };
  'job.cancel': (request: { jobId: string }) => { cancelled: boolean };

  'sample.create': (request: {
    directory: string;
    plots?: number;
    seed?: number;
    messy?: boolean;
    imagery?: boolean;
  }) => { dir: string; files: { path: string; role: string; features?: number }[]; plots: number };
  /** Makes source files in DIR/source, imports them into DIR/project, computes, and leaves that project open. */
  'sample.build': (request: {
    directory: string;
    plots?: number;
    seed?: number;
    messy?: boolean;
  }) => ProjectSummary;
  /** Opens the sample project kept in the application's own folder; makes it first where it is absent. */
  'sample.open': (request: Record<never, never>) => ProjectSummary;

  'project.create': (request: { directory: string; name: string; crs: string }) => ProjectSummary;
  'project.open': (request: { directory: string }) => ProjectSummary;
  'project.close': (request: Record<never, never>) => Record<never, never>;
  'project.info': (request: Record<never, never>) => ProjectSummary;
  'project.settings': (request: Partial<ProjectSettings> & { by: string }) => ProjectSettings;
  'project.check': (request: Record<never, never>) => { ok: boolean; findings: CheckFinding[] };
  'project.backup': (request: { file?: string }) => { path: string; sha256: string };

  'import.inspect': (request: { files: string[] }) => { datasets: DatasetSummary[] };
  'import.vector': (request: {
    file: string;
    role: LayerRole;
    layer?: string;
    name?: string;
    rule?: string;
    where?: string;
    crs?: string;
    encoding?: string;
    /** Target field → source field, e.g. { plotNo: 'JCBH' }. */
    fieldMap?: Record<string, string>;
    by: string;
  }) => VectorImportReport;
  'import.imagery': (request: {
    files: string[];
    epoch: string;
    name?: string;
    /** 1 band for grey or 3 for red, green, blue, from 1; the first three without. */
    bands?: number[];
    /** Stands in for a missing CRS. */
    crs?: string;
    /** PNG tiles instead of JPEG. */
    lossless?: boolean;
    by: string;
  }) => ImageryImportReport;
  'import.dem': (request: {
    file: string;
    name?: string;
    thresholdDegrees?: number;
    by: string;
  }) => DemImportReport;
  'layer.remove': (request: { layerId: string; by: string }) => Record<never, never>;

  /** Mapbox vector tile of one layer in the project's own grid (see tileGrid of shared/domain/geometry). */
  'layer.tile': (request: { layerId: string; z: number; x: number; y: number }) => Uint8Array;
  /** Encoded image bytes (JPEG, PNG or WebP), or null where the pyramid has no tile. */
  'imagery.tile': (request: { imageId: string; z: number; x: number; y: number }) => Uint8Array | null;
  /** One plot on one epoch with outline, date, scale bar and north arrow, as PNG (the default) or WebP. */
  'plot.chip': (request: {
    plotId: number;
    imageId: string;
    width: number;
    height: number;
    format?: 'png' | 'webp';
  }) => Uint8Array;
  /** The pieces of one plot in the newest run, as WKB in the project CRS, with the rules that hit each. */
  'plot.pieces': (request: { plotId: number }) => {
    pieces: { rules: string[]; areaSquareMeters: number; wkb: Uint8Array }[];
  };
  'plot.geometry': (request: { plotId: number }) => { wkb: Uint8Array };
  /** Null where no height model covers the plot. */
  'plot.slope': (request: { plotId: number }) => { slope: PlotSlope | null };

  'plot.query': (request: { filter?: PlotFilter; offset: number; limit: number }) => PlotPage;
  /** Place of a plot in the filtered list, and its neighbours; -1 where the filter hides it. */
  'plot.position': (request: { plotId: number; filter?: PlotFilter }) => {
    index: number;
    previousPlotId: number | null;
    nextPlotId: number | null;
    nextUnjudgedPlotId: number | null;
  };
  'plot.get': (request: { plotId: number }) => PlotDetail;
  'plot.find': (request: { plotNo: string }) => { plotId: number };
  'plot.statusCounts': (request: Record<never, never>) => Record<ReviewStatus, number>;
  'plot.towns': (request: Record<never, never>) => { towns: { name: string; plots: number }[] };
  'plot.facets': (request: Record<never, never>) => PlotFacets;

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
  'eligibility.whatif': (request: {
    order?: string[];
    without?: string[];
    minimumNetSquareMeters?: number;
  }) => WhatIfReport;

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
  /** One verdict for several plots: all or none, and one step to undo. */
  'review.decideMany': (request: {
    plotIds: number[];
    verdictCode: string;
    note?: string;
    answers?: Answers;
    view?: VerdictView;
    by: string;
  }) => ReviewChange;
  'review.clear': (request: { plotId: number; by: string }) => ReviewRecord;
  'review.clearMany': (request: { plotIds: number[]; by: string }) => ReviewChange;
  'review.undo': (request: { by: string }) => ReviewChange;
  'review.redo': (request: { by: string }) => ReviewChange;
  /** 只撤销这一块: its verdict before the newest one, whatever was judged since elsewhere. */
  'review.undoPlot': (request: { plotId: number; by: string }) => ReviewRecord;
  'review.flag': (request: { plotId: number; flagged: boolean; by: string }) => ReviewRecord;
  /** What was on the screen when the plot's present verdict was given. */
  'review.evidence': (request: { plotId: number }) => { evidence: VerdictEvidence | null };
  'review.schemes': (request: Record<never, never>) => { schemes: VerdictScheme[]; chosen: string };
  'review.chooseScheme': (request: { schemeId: string; by: string }) => VerdictScheme;
  'review.log': (request: { plotId?: number; limit?: number }) => { commands: CommandRecord[] };

  'export.write': (request: {
    what: 'plots' | 'eligible';
    formats: ExportFormat[];
    directory: string;
    encoding?: 'gbk' | 'utf8';
    plotNos?: string[];
  }) => { files: WrittenFile[] };
  /** First rows and totals of every sheet of a list. */
  'export.preview': (request: { what: 'plots' | 'eligible'; rows?: number }) => ListPreview;
  'release.create': (request: {
    directory: string;
    lists?: ('plots' | 'eligible')[];
    formats?: ExportFormat[];
    encoding?: 'gbk' | 'utf8';
  }) => { dir: string; files: WrittenFile[]; ok: boolean };
  /** Releases directly in a folder. */
  'release.list': (request: { directory: string }) => { releases: ReleaseRecord[] };
  'release.verify': (request: { directory: string }) => { ok: boolean; findings: ReleaseFinding[] };

  /** Areas of a foreign file without a project. */
  'area.measure': (request: {
    file: string;
    layer?: string;
    crs?: string;
    edgeSplitMeters?: number | null;
  }) => {
    method: string;
    ellipsoid: string;
    features: { index: number; squareMeters: number | null; mu: number | null }[];
    totalSquareMeters: number | null;
  };
}

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
  'project.changed': { what: 'project' | 'layers' | 'imagery' | 'plots' | 'verdicts' | 'run' };
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
