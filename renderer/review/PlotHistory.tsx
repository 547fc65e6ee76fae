import type { CommandRecord } from '../../shared/contract/records/reviewRecords.ts';
import { parseReviewTarget } from '../../shared/domain/review/reviewTarget.ts';
import { describeCommand } from '../../shared/text/describeCommand.zh-CN.ts';
import { runCommandById } from '../commands/registry.ts';
import { enterPast } from '../session/pastStore.ts';
import { useProject } from '../session/projectStore.ts';
import { useSettledPlot } from '../session/settledPlotStore.ts';
import { formatDateTime } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { replayView } from './captureView.ts';
import { EvidenceChips } from './EvidenceChips.tsx';

/** Everything that was decided about this plot, newest first; rows are never taken away. */
export function PlotHistory() {
  const history = useSettledPlot((state) => state.history);
  const hasEvidence = useSettledPlot((state) => state.detail?.hasEvidence ?? false);
  const steps = stepsOf(history);
  return (
    <Section
      title="历史"
      aside={
        hasEvidence ? (
          <button type="button" className="link" onClick={() => runCommandById('review.replay')}>
            重放画面
          </button>
        ) : steps.length > 0 ? (
          `${steps.length} 条`
        ) : undefined
      }
    >
      {hasEvidence && <EvidenceChips />}
      {steps.length === 0 ? (
        <p className="pane-hint">还没有判读记录。每次判定、修改和撤销都会留在这里。</p>
      ) : (
        <ol className="history num">
          {steps.map((step) => (
            <HistoryStep key={step[0].sequence} step={step} />
          ))}
        </ol>
      )}
    </Section>
  );
}

type Step = readonly [CommandRecord, ...CommandRecord[]];

/** Newest first. Rows that one step wrote are told as one: a draw changes the plot's status and its place in the sample. */
function stepsOf(history: readonly CommandRecord[]): Step[] {
  const rows = [...history].sort((a, b) => b.sequence - a.sequence);
  const steps = Map.groupBy(rows, ({ batch, sequence }) => batch ?? sequence).values();
  return [...steps].flatMap(([newest, ...others]): Step[] =>
    newest === undefined ? [] : [[newest, ...others]],
  );
}

/** One step of the log: who did what when, what stood before and after, and the ways back to that moment. */
function HistoryStep({ step }: { readonly step: Step }) {
  const scheme = useProject((state) => state.scheme);
  const [newest] = step;
  const { sequence, by, atUtc } = newest;
  const undone = step.flatMap(({ undoes }) => (undoes === null ? [] : [undoes]));
  const described = step.map((command) => describeCommand(command, scheme));
  const changes = new Map(described.map((change) => [`${change.before}→${change.after}`, change]));
  const color = scheme?.options.find(({ code }) =>
    step.some(({ newValue }) => newValue?.includes(`"${code}"`)),
  )?.color;
  const plotId = parseReviewTarget(newest.target)?.plotId;
  const seen = step.find(
    ({ target, newValue }) => target.startsWith('plot:') && newValue?.includes('"evidenceSha256":"') === true,
  );
  return (
    <li>
      <span className="history-dot" style={{ background: color ?? '#8a97a5' }} />
      <span className="history-what">
        <b>{described[0]?.title}</b>
        {undone.length > 0 && <span className="muted"> {describeRows(undone)}</span>}
        {[...changes].map(([key, { before, after }]) => (
          <span key={key} className="history-change">
            {before !== '' && <span className="muted">{before} → </span>}
            {after}
          </span>
        ))}
        <span className="muted history-when">
          {describeRows(step.map((row) => row.sequence))} · {by} · {formatDateTime(atUtc)}
          {seen !== undefined && plotId !== undefined && (
            <button type="button" className="link" onClick={() => replayView(plotId, seen.sequence)}>
              重放
            </button>
          )}
          <button type="button" className="link" onClick={() => void enterPast({ sequence })}>
            看当时
          </button>
        </span>
      </span>
    </li>
  );
}

/** The numbers of rows of the log, as a reader looks them up: '第 16、17 条'. */
function describeRows(sequences: readonly number[]): string {
  return `第 ${sequences.toSorted((a, b) => a - b).join('、')} 条`;
}
