import { type Command, defineCommand } from '../commands/Command.ts';
import { openSample, useProject } from '../session/projectStore.ts';
import { modes, setView, showDock, useView } from '../session/viewStore.ts';
import { modeTitles } from './modeTitles.ts';
import { stepBack } from './stepBack.ts';
import { toggleDock } from './toggleDock.ts';
import { focusSearch, walkPanes } from './walkPanes.ts';

const needsProject = () => (useProject.getState().project === null ? '请先打开或新建项目。' : null);

export const appCommands: readonly Command[] = [
  ...modes.map((mode, index) =>
    defineCommand({
      id: `mode.${mode}`,
      title: `到“${modeTitles[mode]}”`,
      group: '窗口',
      keys: [`Ctrl+Digit${index + 1}`],
      disabledReason: needsProject,
      run: () => setView({ mode, focusMode: false }),
    }),
  ),
  defineCommand({
    id: 'window.palette',
    title: '搜索图斑、村、命令',
    group: '窗口',
    keys: ['Ctrl+KeyK'],
    run: () => setView({ dialog: 'palette' }),
  }),
  defineCommand({
    id: 'window.goToPlot',
    title: '按图斑号定位',
    group: '窗口',
    keys: ['KeyG', 'Ctrl+KeyG'],
    disabledReason: needsProject,
    run: () => setView({ dialog: 'palette' }),
  }),
  defineCommand({
    id: 'window.search',
    title: '在列表中搜索',
    group: '窗口',
    keys: ['Ctrl+KeyF'],
    disabledReason: needsProject,
    run: focusSearch,
  }),
  defineCommand({
    id: 'window.nextPane',
    title: '键盘到下一个面板',
    group: '窗口',
    keys: ['F4'],
    run: () => walkPanes(1),
  }),
  defineCommand({
    id: 'window.previousPane',
    title: '键盘到上一个面板',
    group: '窗口',
    keys: ['Shift+F4'],
    run: () => walkPanes(-1),
  }),
  defineCommand({
    id: 'window.keys',
    title: '快捷键设置…',
    group: '帮助',
    run: () => setView({ dialog: 'keys' }),
  }),
  defineCommand({
    id: 'window.cheatSheet',
    title: '快捷键一览',
    group: '帮助',
    keys: ['Shift+Slash'],
    run: () => setView({ dialog: 'cheatSheet' }),
  }),
  defineCommand({
    id: 'window.dock',
    title: '属性表开关',
    group: '窗口',
    keys: ['F6'],
    disabledReason: needsProject,
    run: toggleDock,
  }),
  defineCommand({
    id: 'window.problems',
    title: '打开问题清单',
    group: '窗口',
    disabledReason: needsProject,
    run: () => showDock('problems'),
  }),
  defineCommand({ id: 'window.jobs', title: '打开后台任务', group: '窗口', run: () => showDock('jobs') }),
  defineCommand({
    id: 'window.layers',
    title: '图层列表开关',
    group: '窗口',
    keys: ['F7'],
    run: () => setView({ layersOpen: !useView.getState().layersOpen }),
  }),
  defineCommand({
    id: 'window.focus',
    title: '专注模式（只留地图）',
    group: '窗口',
    keys: ['F10'],
    disabledReason: needsProject,
    run: () => setView({ focusMode: !useView.getState().focusMode }),
  }),
  defineCommand({
    id: 'window.reviewer',
    title: '更改审核员姓名',
    group: '窗口',
    run: () => setView({ dialog: 'reviewer' }),
  }),
  defineCommand({
    id: 'project.open',
    title: '打开项目…',
    group: '项目',
    keys: ['Ctrl+KeyO'],
    run: () => setView({ dialog: 'openProject' }),
  }),
  defineCommand({
    id: 'project.create',
    title: '新建项目…',
    group: '项目',
    run: () => setView({ dialog: 'newProject' }),
  }),
  defineCommand({ id: 'project.sample', title: '打开示例县', group: '项目', run: () => void openSample() }),
  defineCommand({
    id: 'window.reload',
    title: '重新载入窗口',
    group: '窗口',
    keys: ['Ctrl+Shift+KeyR'],
    run: () => window.location.reload(),
  }),
  defineCommand({ id: 'window.escape', title: '返回', group: '窗口', keys: ['Escape'], run: stepBack }),
];
