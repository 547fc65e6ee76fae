import type { ReactNode } from 'react';
import { ContactSheet } from '../contactSheet/ContactSheet.tsx';
import { SimilarOffer } from '../contactSheet/SimilarOffer.tsx';
import { EligibilityPane } from '../eligibility/EligibilityPane.tsx';
import { EligibilityResultPane } from '../eligibility/EligibilityResultPane.tsx';
import { PieceLegend } from '../eligibility/PieceLegend.tsx';
import { PastBanner } from '../history/PastBanner.tsx';
import { ImportPane } from '../import/ImportPane.tsx';
import { ProjectDataPane } from '../import/ProjectDataPane.tsx';
import { LayerList } from '../layers/LayerList.tsx';
import { MapStage } from '../map/MapStage.tsx';
import { DrawingBar } from '../markup/DrawingBar.tsx';
import { DrawingHint } from '../markup/DrawingHint.tsx';
import { MarkupSection } from '../markup/MarkupSection.tsx';
import { PhotoSection } from '../photos/PhotoSection.tsx';
import { ReturnNotice } from '../quality/ReturnNotice.tsx';
import { PreviewStage } from '../report/PreviewStage.tsx';
import { usePreview } from '../report/previewStore.ts';
import { ReportPane } from '../report/ReportPane.tsx';
import { WrittenFilesPane } from '../report/WrittenFilesPane.tsx';
import { AreaBillSection } from '../review/AreaBillSection.tsx';
import { FocusBar } from '../review/FocusBar.tsx';
import { PlotPane } from '../review/PlotPane.tsx';
import { QueuePane } from '../review/QueuePane.tsx';
import { ReviewChips } from '../review/ReviewChips.tsx';
import { type Mode, setView, useView } from '../session/viewStore.ts';
import { Tour } from '../tour/Tour.tsx';
import { PaneSplitter } from '../ui/PaneSplitter.tsx';
import { BottomDock } from './BottomDock.tsx';
import { Dialogs } from './Dialogs.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Header } from './Header.tsx';
import { LedgerLeft, LedgerRight, LedgerTable } from './LedgerMode.tsx';
import { LeftStrip } from './LeftStrip.tsx';
import { ModeRail } from './ModeRail.tsx';
import { paneLimits, usePaneWidths } from './paneWidths.ts';
import { StatusBar } from './StatusBar.tsx';
import { ToastView } from './ToastView.tsx';

/** The panes of each mode; the map between them stays the same map. */
const panes: Readonly<Record<Mode, { readonly left: ReactNode; readonly right: ReactNode }>> = {
  prepare: { left: <ProjectDataPane />, right: <ImportPane /> },
  review: {
    left: <QueuePane />,
    right: (
      <>
        <ReturnNotice />
        <PlotPane drawings={<MarkupSection />} />
        <PhotoSection />
      </>
    ),
  },
  eligibility: {
    left: <EligibilityPane />,
    right: (
      <>
        <EligibilityResultPane />
        <div className="pane-foot">
          <AreaBillSection />
        </div>
      </>
    ),
  },
  ledger: {
    left: <LedgerLeft />,
    right: (
      <LedgerRight>
        <PlotPane drawings={<MarkupSection />} />
        <PhotoSection />
      </LedgerRight>
    ),
  },
  report: { left: <ReportPane />, right: <WrittenFilesPane /> },
};

/** The window of an open project. */
export function MainWindow() {
  const mode = useView((state) => state.mode);
  const focusMode = useView((state) => state.focusMode);
  const wallOpen = useView((state) => state.contactSheetOpen);
  const previewOpen = usePreview((state) => state.shown !== null);
  const dockOpen = useView((state) => state.dockOpen);
  const widths = usePaneWidths();
  const { left, right } = panes[mode];
  const leftPane = (
    <>
      <div className="pane-main">{left}</div>
      {(mode === 'review' || mode === 'eligibility') && <LayerList />}
    </>
  );

  return (
    <div className={focusMode ? 'window window-focus' : 'window'}>
      {!focusMode && <Header />}
      <PastBanner />
      <main className="panes">
        {!focusMode && <ModeRail />}
        {!focusMode &&
          (widths.leftCollapsed ? (
            <LeftStrip>{leftPane}</LeftStrip>
          ) : (
            <aside className="pane pane-left" style={{ width: widths.left }} aria-label="左侧面板">
              <ErrorBoundary key={mode}>{leftPane}</ErrorBoundary>
              <PaneSplitter
                label="左侧面板宽度"
                side="left"
                width={widths.left}
                {...paneLimits.left}
                onChange={(leftWidth) => setView({ leftWidth })}
              />
            </aside>
          ))}
        <div className="center">
          <div className="stage-box">
            {/* what lies under a preview is out of reach for the keyboard, too */}
            <div className="under-preview" inert={mode === 'report' && previewOpen}>
              <MapStage />
            </div>
            {mode === 'eligibility' && <PieceLegend />}
            {mode === 'review' && <DrawingBar />}
            {mode === 'ledger' && <DrawingHint />}
            {mode === 'review' && wallOpen && <ContactSheet />}
            {mode === 'report' && <PreviewStage />}
            {mode === 'review' && (
              <ReviewChips>
                <SimilarOffer />
              </ReviewChips>
            )}
            {focusMode && <FocusBar />}
            <ToastView />
          </div>
          {mode === 'ledger' && !focusMode && (
            <div className="ledger-table">
              <LedgerTable />
            </div>
          )}
          {dockOpen && mode !== 'ledger' && !focusMode && <BottomDock />}
        </div>
        {!focusMode && (
          <aside className="pane pane-right" style={{ width: widths.right }} aria-label="右侧面板">
            <PaneSplitter
              label="右侧面板宽度"
              side="right"
              width={widths.right}
              {...paneLimits.right}
              onChange={(rightWidth) => setView({ rightWidth })}
            />
            <div className="pane-scroll">
              <ErrorBoundary key={mode}>{right}</ErrorBoundary>
            </div>
          </aside>
        )}
      </main>
      {!focusMode && <StatusBar />}
      <Tour />
      <Dialogs />
    </div>
  );
}
