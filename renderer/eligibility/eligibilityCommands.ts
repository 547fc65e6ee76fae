import { type Command, defineCommand } from '../commands/Command.ts';
import { useProject } from '../session/projectStore.ts';
import { runEligibility, useEligibility } from './eligibilityStore.ts';

export const eligibilityCommands: readonly Command[] = [
  defineCommand({
    id: 'eligibility.run',
    title: '核算全部图斑',
    group: '核算',
    keys: ['F5'],
    disabledReason: () => {
      const { project } = useProject.getState();
      if (project === null) return '请先打开或新建项目。';
      if (project.counts.plots === 0) return '项目中还没有图斑。请先在“准备”（Ctrl+1）中导入图斑图层。';
      return useEligibility.getState().running ? '正在核算，请等待完成或在状态栏取消。' : null;
    },
    run: () => void runEligibility(),
  }),
];
