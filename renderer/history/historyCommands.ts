import { type Command, defineCommand } from '../commands/Command.ts';
import { leavePast, usePast } from '../session/pastStore.ts';
import { useProject } from '../session/projectStore.ts';
import { type DockTab, setView, showDock, useView } from '../session/viewStore.ts';
import { verifyLog } from './logStore.ts';

const group = '历史';
const needsProject = () => (useProject.getState().project === null ? '请先打开或新建项目。' : null);

/** In 台账 the table stands where the dock would be. */
function openDock(tab: DockTab): void {
  if (useView.getState().mode === 'ledger') setView({ mode: 'review' });
  setView({ focusMode: false });
  showDock(tab);
}

export const historyCommands: readonly Command[] = [
  defineCommand({
    id: 'history.log',
    title: '操作记录',
    group,
    disabledReason: needsProject,
    run: () => openDock('log'),
  }),
  defineCommand({
    id: 'history.enter',
    title: '查看历史时点…',
    group,
    disabledReason: needsProject,
    run: () => setView({ dialog: 'past' }),
  }),
  defineCommand({
    id: 'history.differences',
    title: '与历史时点相比的状态变化',
    group,
    disabledReason: needsProject,
    run: () => openDock('differences'),
  }),
  defineCommand({
    id: 'history.leave',
    title: '从历史时点返回现在',
    group,
    disabledReason: () => (usePast.getState().moment === null ? '显示的就是现在的状态。' : null),
    run: leavePast,
  }),
  defineCommand({
    id: 'history.verify',
    title: '核验操作记录是否被改动',
    group,
    disabledReason: needsProject,
    run: () => {
      openDock('log');
      verifyLog();
    },
  }),
];
