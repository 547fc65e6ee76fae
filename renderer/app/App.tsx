import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useEffect } from 'react';
import { tableCommands } from '../attributes/tableCommands.ts';
import { listenToKeys } from '../commands/listenToKeys.ts';
import { registerCommands, useCommands } from '../commands/registry.ts';
import { contactSheetCommands } from '../contactSheet/contactSheetCommands.ts';
import { followVerdicts } from '../contactSheet/similarOffer.ts';
import { eligibilityCommands } from '../eligibility/eligibilityCommands.ts';
import { helpCommands } from '../help/helpCommands.ts';
import { historyCommands } from '../history/historyCommands.ts';
import { ledgerCommands } from '../ledger/ledgerCommands.ts';
import { displayCommands } from '../map/displayCommands.ts';
import { mapCommands } from '../map/mapCommands.ts';
import { markupCommands } from '../markup/markupCommands.ts';
import { recordLooks } from '../quality/recordLooks.ts';
import { sweepCommands } from '../quality/sweepCommands.ts';
import { reportCommands } from '../report/reportCommands.ts';
import { openDrafts } from '../review/draftStore.ts';
import { reviewCommands, verdictCommands } from '../review/reviewCommands.ts';
import { loadToday } from '../review/reviewStore.ts';
import { selectFirstPlot } from '../session/currentPlotStore.ts';
import { followBackend } from '../session/followBackend.ts';
import { loadProject, useProject } from '../session/projectStore.ts';
import { changeFilter, refreshCounts } from '../session/queueStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { tourCommands } from '../tour/tourCommands.ts';
import { appCommands } from './appCommands.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { formCommands } from './formCommands.ts';
import { MainWindow } from './MainWindow.tsx';
import { theme } from './theme.ts';
import { WelcomeScreen } from './WelcomeScreen.tsx';

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';

/** Providers, start-up, and the choice between welcome screen and window. */
export function App() {
  const directory = useProject((state) => state.project?.directory ?? null);
  const scheme = useProject((state) => state.scheme);
  const commands = useCommands((state) => state.commands.length);

  useEffect(() => {
    registerCommands([
      ...appCommands,
      ...helpCommands,
      ...tourCommands,
      ...(scheme === null ? [] : verdictCommands(scheme)),
      ...reviewCommands,
      ...tableCommands,
      ...formCommands,
      ...contactSheetCommands,
      ...markupCommands,
      ...mapCommands,
      ...displayCommands,
      ...eligibilityCommands,
      ...ledgerCommands,
      ...historyCommands,
      ...sweepCommands,
      ...reportCommands,
    ]);
  }, [scheme]);
  useEffect(() => {
    const stops = [followBackend(), listenToKeys(window), recordLooks(), followVerdicts()];
    void loadProject();
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  useEffect(() => {
    const { project } = useProject.getState();
    if (directory === null || project === null) return;
    openDrafts(project);
    changeFilter({ status: 'unjudged', townName: undefined, eligibility: undefined, text: undefined });
    void refreshCounts();
    selectFirstPlot().catch(showFailure);
    loadToday().catch(showFailure);
  }, [directory]);

  return (
    <ConfigProvider
      locale={zhCN}
      theme={theme}
      csp={{ nonce }}
      componentSize="middle"
      wave={{ disabled: true }}
    >
      <ErrorBoundary>
        {commands > 0 && (directory === null ? <WelcomeScreen /> : <MainWindow />)}
      </ErrorBoundary>
    </ConfigProvider>
  );
}
