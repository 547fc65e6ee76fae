import { type Command, defineCommand } from '../commands/Command.ts';
import { keyInBrackets } from '../commands/registry.ts';
import { useProject } from '../session/projectStore.ts';
import { setView } from '../session/viewStore.ts';
import { showPreview } from './previewStore.ts';
import { chosenFolder, useReportChoice } from './reportChoiceStore.ts';
import { createRelease, useReport, writeExport } from './reportStore.ts';

function whyNothingCanBeMade(): string | null {
  const { project } = useProject.getState();
  if (project === null) return '请先打开或新建项目。';
  return project.run == null ? `还没有核算结果。请先核算${keyInBrackets('eligibility.run')}。` : null;
}

function whyNothingCanBeWritten(): string | null {
  const reason = whyNothingCanBeMade();
  if (reason !== null) return reason;
  const { formats, lists } = useReportChoice.getState();
  if (useReport.getState().busy !== null) return '正在出件，请等待完成或取消。';
  const here = `“出件”${keyInBrackets('mode.report')}`;
  if (formats.length === 0 || lists.length === 0) return `请先在${here}勾选成果和清单范围。`;
  return chosenFolder() === '' ? `请先在${here}填写成果文件夹。` : null;
}

export const reportCommands: readonly Command[] = [
  defineCommand({
    id: 'report.release',
    title: '发布成果（勾稽封签）',
    group: '出件',
    keys: ['Ctrl+KeyE'],
    disabledReason: whyNothingCanBeWritten,
    run: () => {
      setView({ mode: 'report' });
      void createRelease();
    },
  }),
  defineCommand({
    id: 'report.export',
    title: '只导出文件',
    group: '出件',
    disabledReason: whyNothingCanBeWritten,
    run: () => {
      setView({ mode: 'report' });
      void writeExport();
    },
  }),
  defineCommand({
    id: 'report.preview',
    title: '预览图斑卡片',
    group: '出件',
    keys: ['Ctrl+KeyP'],
    disabledReason: whyNothingCanBeMade,
    run: () => {
      setView({ mode: 'report' });
      void showPreview('pdf');
    },
  }),
];
