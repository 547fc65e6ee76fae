import { memo, type ReactNode, useEffect, useRef } from 'react';
import { KeyHint } from '../commands/KeyHint.tsx';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { useSettledPlot } from '../session/settledPlotStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { AreaBillSection } from './AreaBillSection.tsx';
import { PlotHistory } from './PlotHistory.tsx';
import { PlotIdentity } from './PlotIdentity.tsx';
import { VerdictButtons } from './VerdictButtons.tsx';

/** The right pane: its order never changes, so that eyes learn the places. */
export function PlotPane({ drawings }: { readonly drawings: ReactNode }) {
  const plotId = useCurrentPlot((state) => state.plotId);
  const loaded = useCurrentPlot((state) => state.detail !== null);
  const plots = useProject((state) => state.project?.counts.plots ?? 0);
  if (plots === 0)
    return (
      <EmptyState title="先导入图斑">
        项目中还没有图斑。在“准备”
        <KeyHint command="mode.prepare" className="brackets" />
        导入图斑图层后，这里显示所选图斑的属性、结论和面积。
      </EmptyState>
    );
  if (plotId === null)
    return (
      <EmptyState title="选择一个图斑开始判读">
        点列表中的一行或地图上的图斑，或到下一块未判 <KeyHint command="review.nextUnjudged" className="kbd" />
        。
      </EmptyState>
    );
  if (!loaded) return <div className="pane-skeleton" role="status" aria-label="正在读取图斑" />;
  return (
    <>
      <PlotIdentity />
      <VerdictButtons />
      <AfterPicture>
        <LowerSections drawings={drawings} />
      </AfterPicture>
    </>
  );
}

/** Nothing of the plot before stands under the number of the next one: what follows its picture is not seen until then. */
function AfterPicture({ children }: { readonly children: ReactNode }) {
  const plotId = useCurrentPlot((state) => state.plotId);
  const shownId = useSettledPlot((state) => state.plotId);
  const lower = useRef<HTMLDivElement>(null);
  // another plot is read from its number on
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the plot changes
  useEffect(() => {
    const scroller = lower.current?.closest('.pane-scroll') ?? null;
    if (scroller !== null && scroller.scrollTop > 0) scroller.scrollTop = 0;
  }, [shownId]);
  return (
    <div ref={lower} className={plotId === shownId ? undefined : 'pane-behind'}>
      {children}
    </div>
  );
}

/** Drawn again only by what each of them shows. */
const LowerSections = memo(({ drawings }: { readonly drawings: ReactNode }) => (
  <>
    {drawings}
    <AreaBillSection />
    <PlotHistory />
  </>
));
