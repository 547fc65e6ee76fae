import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { PlotDifference, PlotState } from '../../shared/contract/records/historyRecords.ts';
import { reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { ledgerStateLabels } from '../../shared/text/ledger.zh-CN.ts';
import { backend, desktopShell } from '../backend/backend.ts';
import { runCommandById } from '../commands/registry.ts';
import { selectPlot } from '../session/currentPlotStore.ts';
import { usePast } from '../session/pastStore.ts';
import { useProject } from '../session/projectStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount, formatDateTime } from '../ui/formatNumber.ts';
import { LongTable } from '../ui/LongTable.tsx';
import { StatusGlyph } from '../ui/StatusGlyph.tsx';

const columns = [
  { title: '图斑号', width: 128 },
  { title: '乡镇', width: 76 },
  { title: '村', width: 86 },
  { title: '当时' },
  { title: '现在' },
  { title: '最后改动人', width: 88 },
  { title: '最后改动时间', width: 126 },
  { title: '序号', width: 56 },
];
const shownRows = 1_000;

/** 状态变化: plots of which something else was said at the moment that is looked at than is now. */
export function DifferenceList() {
  const moment = usePast((state) => state.moment);
  const [page, setPage] = useState<{ total: number; rows: readonly PlotDifference[] } | null>(null);
  useEffect(() => {
    setPage(null);
    if (moment === null) return;
    let stale = false;
    backend
      .call('history.differences', { offset: 0, limit: shownRows })
      .then((reply) => !stale && setPage(reply))
      .catch(showFailure);
    return () => {
      stale = true;
    };
  }, [moment]);
  if (moment === null)
    return (
      <EmptyState
        title="还没有选择历史时点"
        action={
          <Button size="small" onClick={() => runCommandById('history.enter')}>
            选择历史时点
          </Button>
        }
      >
        选定一个日期或一条操作后，这里列出当时与现在状态不同的图斑、由谁在何时改动。
      </EmptyState>
    );
  if (page === null) return null;
  if (page.total === 0) return <EmptyState title="没有变化">当时与现在，每块图斑的状态都相同。</EmptyState>;
  return (
    <div className="log-pane">
      <LongTable label="状态变化" columns={columns} rows={page.rows} keyOf={({ plotId }) => plotId}>
        {(row) => <DifferenceCells row={row} />}
      </LongTable>
      <div className="queue-sum num">
        <span>
          有变化 {formatCount(page.total)} 块
          {page.rows.length < page.total && `，列出前 ${formatCount(page.rows.length)} 块，导出的是全部`}
        </span>
        <span className="log-exports">
          <Button size="small" onClick={() => void exportDifferences('xlsx')}>
            导出 xlsx
          </Button>
          <Button size="small" onClick={() => void exportDifferences('csv')}>
            导出 csv
          </Button>
        </span>
      </div>
    </div>
  );
}

function DifferenceCells({ row }: { readonly row: PlotDifference }) {
  return (
    <>
      <td>
        {row.past === null ? (
          row.plotNo
        ) : (
          <button type="button" className="link" onClick={() => selectPlot(row.plotId, 'list')}>
            {row.plotNo}
          </button>
        )}
      </td>
      <td>{row.townName}</td>
      <td>{row.villageName}</td>
      <StateCell state={row.past} />
      <StateCell state={row.present} />
      <td>{row.by}</td>
      <td>{formatDateTime(row.atUtc)}</td>
      <td>{row.sequence}</td>
    </>
  );
}

function StateCell({ state }: { readonly state: PlotState | null }) {
  const scheme = useProject((one) => one.scheme);
  if (state === null) return <td className="muted">没有这块图斑</td>;
  const label = reviewStatusLabels[state.status];
  const verdict = scheme?.options.find(({ code }) => code === state.verdictCode)?.title ?? state.verdictCode;
  const parts = [
    verdict ?? label.title,
    state.reviewer,
    state.note === '' ? null : `备注：${state.note}`,
    state.ledgerState === null ? null : `台账：${ledgerStateLabels[state.ledgerState].title}`,
  ].filter((part) => part !== null);
  return (
    <td className="log-value" title={parts.join('，')}>
      <StatusGlyph {...label} /> {parts.join('，')}
    </td>
  );
}

async function exportDifferences(format: 'xlsx' | 'csv'): Promise<void> {
  try {
    const project = useProject.getState().project?.directory ?? '';
    const shell = desktopShell();
    const directory =
      shell.kind === 'desktop' ? await shell.chooseFolder({ title: '导出状态变化' }) : `${project}/exports`;
    if (directory === null) return;
    const { files } = await backend.call('history.exportDifferences', { directory, format });
    showToast({ kind: 'info', text: `已导出：${files.map(({ path }) => path).join('、')}` });
  } catch (error) {
    showFailure(error);
  }
}
