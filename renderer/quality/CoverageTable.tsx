import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { type CoverageKind, coverageKinds } from '../../shared/contract/records/qualityRecords.ts';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { setLedger } from '../session/ledgerStore.ts';
import { formatCount, formatDecimal } from '../ui/formatNumber.ts';
import { TabBar } from '../ui/TabBar.tsx';
import { showCoverage, useCoverage } from './coverageStore.ts';

const rowPixels = 28;
const titles: Readonly<Record<CoverageKind, string>> = {
  seen: '两期都看过',
  partly: '只看过一期',
  unseen: '没有看过',
};

/** Which plots were looked at in which epochs, and for how long. */
export function CoverageTable() {
  const { kind, rows, total, townName } = useCoverage();
  const currentId = useCurrentPlot((state) => state.plotId);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 8,
  });
  useEffect(() => setLedger({ order: rows.map(({ plotId }) => plotId) }), [rows]);
  return (
    <div className="grid-box">
      <TabBar
        label="查看情况"
        tabs={coverageKinds.toReversed().map((key) => ({ key, title: titles[key] }))}
        active={kind}
        onChoose={(chosen) => showCoverage({ kind: chosen })}
      />
      <div className="coverage-rows num" ref={scroller} role="listbox" aria-label="查看记录" tabIndex={-1}>
        {rows.length === 0 && (
          <p className="pane-hint coverage-none">
            {townName ?? '全部乡镇'}中没有“{titles[kind]}”的图斑。
          </p>
        )}
        <div style={{ height: list.getTotalSize(), position: 'relative' }}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <button
                key={row.plotId}
                type="button"
                role="option"
                aria-selected={row.plotId === currentId}
                className={row.plotId === currentId ? 'coverage-row queue-row-current' : 'coverage-row'}
                style={{ height: rowPixels, transform: `translateY(${item.start}px)` }}
                onClick={() => selectPlot(row.plotId, 'list')}
              >
                <span>{row.plotNo}</span>
                <span>
                  {row.townName} {row.villageName}
                </span>
                <span>{row.epochs.join(' · ')}</span>
                <span className="right">
                  {row.milliseconds === 0 ? '' : `${formatDecimal(row.milliseconds / 1_000, 1)} 秒`}
                </span>
                <span className="muted ellipsis">{row.lookers.join('、')}</span>
              </button>
            );
          })}
        </div>
      </div>
      <div className="queue-sum num">
        <span>
          {titles[kind]} {formatCount(total)} 块
        </span>
      </div>
    </div>
  );
}
