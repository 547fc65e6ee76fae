import { type ReactNode, useEffect, useState } from 'react';
import { backend } from '../backend/backend.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { useQueue } from '../session/queueStore.ts';
import { useSelection } from '../session/selectionStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { describeArea, formatPrintedMu } from '../ui/formatArea.ts';
import { formatCount } from '../ui/formatNumber.ts';

/** How many plots and how much land: of the filter, and of what is chosen. */
export function TableFoot({ children }: { readonly children: ReactNode }) {
  const total = useQueue((state) => state.total);
  const totalMu = useQueue((state) => state.totalMu);
  const totalSquareMeters = useQueue((state) => state.totalSquareMeters);
  const selected = useSelection((state) => state.selected);
  const [chosenMu, setChosenMu] = useState<number | null>(null);

  useEffect(() => {
    setChosenMu(null);
    if (selected.size === 0) return;
    let stale = false;
    backend
      .call('plot.sum', { plotIds: [...selected] })
      .then(({ mu }) => {
        if (!stale) setChosenMu(mu);
      })
      .catch(showFailure);
    return () => {
      stale = true;
    };
  }, [selected]);

  return (
    <div className="queue-sum num">
      <span>筛选 {formatCount(total)} 块</span>
      <span title={describeArea(totalSquareMeters)}>Σ {formatPrintedMu(totalMu)} 亩</span>
      {selected.size > 0 && (
        <b>
          已选 {formatCount(selected.size)} 块　Σ {formatPrintedMu(chosenMu)} 亩
        </b>
      )}
      {children}
      <span className="muted grid-help">
        <KeyHint command="table.edit" /> 改备注 · <KeyHint command="table.copy" /> 复制 · 表头排序
      </span>
    </div>
  );
}
