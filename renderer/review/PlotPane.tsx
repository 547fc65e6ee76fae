import type { ReactNode } from 'react';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { AreaBillSection } from './AreaBillSection.tsx';
import { PlotHistory } from './PlotHistory.tsx';
import { PlotIdentity } from './PlotIdentity.tsx';
import { VerdictButtons } from './VerdictButtons.tsx';

/** The right pane: its order never changes, so that eyes learn the places. */
export function PlotPane({ drawings }: { readonly drawings: ReactNode }) {
  const plotId = useCurrentPlot((state) => state.plotId);
  const loaded = useCurrentPlot((state) => state.detail !== null);
  if (plotId === null)
    return (
      <EmptyState title="选择一个图斑开始判读">
        点列表中的一行或地图上的图斑，或按 <kbd className="kbd">W</kbd> 到下一块未判。
      </EmptyState>
    );
  if (!loaded) return <div className="pane-skeleton" role="status" aria-label="正在读取图斑" />;
  return (
    <>
      <PlotIdentity />
      <VerdictButtons />
      {drawings}
      <AreaBillSection />
      <PlotHistory />
    </>
  );
}
