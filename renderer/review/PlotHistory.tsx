import type { CommandRecord } from '../../shared/contract/records/reviewRecords.ts';
import type { VerdictScheme } from '../../shared/domain/review/verdictScheme.ts';
import { commandKindTitles } from '../../shared/text/labels.zh-CN.ts';
import { runCommandById } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { formatDateTime } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { EvidenceChips } from './EvidenceChips.tsx';

/** Everything that was decided about this plot, newest first; rows are never taken away. */
export function PlotHistory() {
  const history = useCurrentPlot((state) => state.history);
  const hasEvidence = useCurrentPlot((state) => state.detail?.hasEvidence ?? false);
  const scheme = useProject((state) => state.scheme);
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
          {rows.map((command) => {
            const option = verdictOf(command, scheme);
            return (
              <li key={command.sequence}>
                <span className="history-dot" style={{ background: option?.color ?? '#8a97a5' }} />
                <span>{commandKindTitles[command.kind] ?? command.kind}</span>
                {option !== undefined && (
                  <b>
                    {option.glyph} {option.title}
                  </b>
                )}
                <span className="muted history-when">
                  {command.by} · {formatDateTime(command.atUtc)}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}

/** The verdict a log row left behind; the value is stored as text, as JSON where it has several parts. */
function verdictOf(command: CommandRecord, scheme: VerdictScheme | null) {
  const value = command.newValue ?? '';
  return scheme?.options.find(({ code }) => value === code || value.includes(`"${code}"`));
}
