import { type Command, defineCommand } from '../commands/Command.ts';
import { keyInBrackets } from '../commands/registry.ts';
import { useProject } from '../session/projectStore.ts';
import { setView } from '../session/viewStore.ts';
import { eligibilityTabs, runEligibility, setEligibility, useEligibility } from './eligibilityStore.ts';

const tabTitles = {
  rules: '核算口径与结果',
  sandbox: '口径沙盘',
  statistics: '判定统计：流出、占用、占补平衡',
} as const;

const needsProject = () => (useProject.getState().project === null ? '请先打开或新建项目。' : null);

export const eligibilityCommands: readonly Command[] = [
  defineCommand({
    id: 'eligibility.run',
    title: '核算全部图斑',
    group: '核算',
    keys: ['F5'],
    disabledReason: () => {
      const { project } = useProject.getState();
      if (project === null) return '请先打开或新建项目。';
      if (project.counts.plots === 0)
        return `项目中还没有图斑。请先在“准备”${keyInBrackets('mode.prepare')}中导入图斑图层。`;
      return useEligibility.getState().running ? '正在核算，请等待完成或在状态栏取消。' : null;
    },
    run: () => void runEligibility(),
  }),
  defineCommand({
    id: 'eligibility.ruleSets',
    title: '查看、编辑、对比规则集',
    group: '核算',
    disabledReason: needsProject,
    run: () => setView({ mode: 'eligibility', dialog: 'ruleSets' }),
  }),
  ...eligibilityTabs.map((tab) =>
    defineCommand({
      id: `eligibility.${tab}`,
      title: tabTitles[tab],
      group: '核算',
      disabledReason: needsProject,
      run: () => {
        setView({ mode: 'eligibility' });
        setEligibility({ tab });
      },
    }),
  ),
  defineCommand({
    id: 'eligibility.compare',
    title: '对比两次核算',
    group: '核算',
    disabledReason: needsProject,
    run: () => {
      setView({ mode: 'eligibility' });
      setEligibility({ tab: 'rules', comparing: true });
    },
  }),
];
