import { Button, Input, Select } from 'antd';
import { useEffect } from 'react';
import type { LogRow } from '../../shared/contract/records/historyRecords.ts';
import { describeCommand } from '../../shared/text/describeCommand.zh-CN.ts';
import { commandKindTitles } from '../../shared/text/labels.zh-CN.ts';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { enterPast, usePast } from '../session/pastStore.ts';
import { useProject } from '../session/projectStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { DateField } from '../ui/DateField.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount, formatDateTime } from '../ui/formatNumber.ts';
import { LongTable } from '../ui/LongTable.tsx';
import { filterLog, readLog, useLog, verifyLog } from './logStore.ts';
import { VerificationLine } from './VerificationLine.tsx';

const columns = [
  { title: '序号', width: 56 },
  { title: '时间', width: 126 },
  { title: '操作人', width: 72 },
  { title: '操作', width: 120 },
  { title: '图斑', width: 128 },
  { title: '之前' },
  { title: '之后' },
  { title: '', width: 96 },
];

interface LogPaneProps {
  /** Brings back what was on the screen when a row of the log was written. */
  readonly onReplay: (plotId: number, sequence: number) => void;
}

/** 操作记录: everything that was ever done in the project, newest first; searched, filtered, and checked against its hashes. */
export function LogPane({ onReplay }: LogPaneProps) {
  const { page, facets, filter, verifying, verification } = useLog();
  const commands = useProject((state) => state.project?.counts.commands ?? 0);
  const moment = usePast((state) => state.moment?.sequence ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row, or another moment, is what asks for reading again
  useEffect(() => {
    readLog().catch(showFailure);
  }, [commands, moment]);
  const plotId = useCurrentPlot((state) => state.detail?.plotId ?? null);
  const rows = page?.rows ?? [];
  return (
    <div className="log-pane">
      <search className="log-filters" aria-label="操作记录筛选">
        <Input
          size="small"
          allowClear
          aria-label="搜索操作记录"
          placeholder="图斑号、村、备注、序号"
          defaultValue={filter.text ?? ''}
          onChange={(event) => filterLog({ text: event.target.value })}
        />
        <Select
          size="small"
          aria-label="操作人"
          value={filter.by ?? ''}
          options={[
            { value: '', label: '全部人员' },
            ...(facets?.actors ?? [])
              .filter(({ name }) => name !== '')
              .map(({ name }) => ({ value: name, label: name })),
          ]}
          onChange={(by) => filterLog({ by })}
        />
        <Select
          size="small"
          aria-label="操作种类"
          value={filter.kind ?? ''}
          options={[
            { value: '', label: '全部操作' },
            ...(facets?.kinds ?? []).map(({ kind }) => ({
              value: kind,
              label: commandKindTitles[kind] ?? kind,
            })),
          ]}
          onChange={(kind) => filterLog({ kind })}
        />
        <DateField
          label="从"
          value=""
          placeholder="年-月-日"
          onChange={(day) => filterLog({ fromUtc: startOf(day) })}
        />
        <DateField
          label="到"
          value=""
          placeholder="年-月-日"
          onChange={(day) => filterLog({ toUtc: endOf(day) })}
        />
        <label className="check-line">
          <input
            type="checkbox"
            disabled={plotId === null}
            checked={filter.plotId !== undefined}
            onChange={(event) =>
              filterLog({ plotId: event.target.checked ? (plotId ?? undefined) : undefined })
            }
          />
          只看当前图斑
        </label>
        <Button size="small" loading={verifying} onClick={verifyLog}>
          核验记录
        </Button>
        <VerificationLine verification={verification} />
      </search>
      {page !== null && page.total === 0 ? (
        <EmptyState title="没有符合条件的记录">换一个词、人员、种类或日期。</EmptyState>
      ) : (
        <LongTable label="操作记录" columns={columns} rows={rows} keyOf={({ sequence }) => sequence}>
          {(row) => <LogCells row={row} onReplay={onReplay} />}
        </LongTable>
      )}
      <div className="queue-sum num">
        <span>
          共 {formatCount(page?.total ?? 0)} 条
          {rows.length < (page?.total ?? 0) && `，列出最新 ${formatCount(rows.length)} 条`}
        </span>
      </div>
    </div>
  );
}

function LogCells({ row, onReplay }: LogPaneProps & { readonly row: LogRow }) {
  const scheme = useProject((state) => state.scheme);
  const { title, before, after } = describeCommand(row, scheme);
  const { plotId, plotNo, sequence } = row;
  return (
    <>
      <td>{sequence}</td>
      <td>{formatDateTime(row.atUtc)}</td>
      <td>{row.by}</td>
      <td>
        {title}
        {row.undoes !== null && <span className="muted"> 第 {row.undoes} 条</span>}
      </td>
      <td>
        {plotId !== null && plotNo !== null && (
          <button type="button" className="link" onClick={() => selectPlot(plotId, 'list')}>
            {plotNo}
          </button>
        )}
      </td>
      <td className="log-value muted" title={before}>
        {before}
      </td>
      <td className="log-value" title={after}>
        {after}
      </td>
      <td className="log-actions">
        {row.hasEvidence && plotId !== null && (
          <button
            type="button"
            className="link"
            onClick={() => {
              selectPlot(plotId, 'list');
              onReplay(plotId, sequence);
            }}
          >
            重放
          </button>
        )}
        <button type="button" className="link" onClick={() => void enterPast({ sequence })}>
          看当时
        </button>
      </td>
    </>
  );
}

/** The first instant of a day in local time. */
function startOf(day: string): string | undefined {
  return day === '' ? undefined : new Date(`${day}T00:00:00`).toISOString();
}

function endOf(day: string): string | undefined {
  return day === '' ? undefined : new Date(`${day}T23:59:59.999`).toISOString();
}
