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
  const rows = [...history].sort((a, b) => b.sequence - a.sequence);
  return (
    <Section
      title="历史"
      aside={
        hasEvidence ? (
          <button type="button" className="link" onClick={() => runCommandById('review.replay')}>
            重放画面
          </button>
        ) : rows.length > 0 ? (
          `${rows.length} 条`
        ) : undefined
      }
    >
      {hasEvidence && <EvidenceChips />}
      {rows.length === 0 ? (
        <p className="pane-hint">还没有判读记录。每次判定、修改和撤销都会留在这里。</p>
      ) : (
        <ol className="history num">
          {rows.map((command) => (
            <HistoryRow key={command.sequence} command={command} />
          ))}
        </ol>
      )}
    </Section>
  );
}

/** One row of the log: who did what when, what stood before and after, and the ways back to that moment. */
function HistoryRow({ command }: { readonly command: CommandRecord }) {
  const scheme = useProject((state) => state.scheme);
  const { sequence, by, atUtc, newValue, undoes } = command;
  const { title, before, after } = describeCommand(command, scheme);
  const color = scheme?.options.find(({ code }) => newValue?.includes(`"${code}"`))?.color;
  const plotId = parseReviewTarget(command.target)?.plotId;
  const hasView = command.target.startsWith('plot:') && newValue?.includes('"evidenceSha256":"') === true;
  return (
    <li>
      <span className="history-dot" style={{ background: color ?? '#8a97a5' }} />
      <span className="history-what">
        <b>{title}</b>
        {undoes !== null && <span className="muted"> 第 {undoes} 条</span>}
        <span className="history-change">
          {before !== '' && <span className="muted">{before} → </span>}
          {after}
        </span>
        <span className="muted history-when">
          第 {sequence} 条 · {by} · {formatDateTime(atUtc)}
          {hasView && plotId !== undefined && (
            <button type="button" className="link" onClick={() => replayView(plotId, sequence)}>
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
