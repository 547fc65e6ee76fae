import type { Mode } from '../session/viewStore.ts';

export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** Commands whose keys are shown, as they are bound now. */
  readonly commands: readonly string[];
  readonly mode: Mode;
  /** What is outlined meanwhile. */
  readonly target: string;
}

/** Six steps: the loop from an image to a list that is handed up. */
export const tourSteps: readonly TourStep[] = [
  {
    title: '队列：要判的图斑',
    text: '左侧列出图斑，可按乡镇、地类、面积、规则筛选，也可输入编号或拼音首字母。点一行，地图就到那里。',
    commands: ['review.next', 'review.previous', 'review.nextUnjudged'],
    mode: 'review',
    target: '.pane-left, .strip',
  },
  {
    title: '看前后两期影像',
    text: '左边是前时相，右边是后时相。按住一个键看另一期，也可换成双屏、闪烁、渐变、透镜；线划也能按住隐藏。',
    commands: ['map.peek', 'map.comparison', 'map.hideLines'],
    mode: 'review',
    target: '.comparison',
  },
  {
    title: '一个键判一块',
    text: '看过两期后按结论键。不弹窗，先写入磁盘再到下一块；判错了撤销即可，次数不限。',
    commands: ['review.verdict.ready', 'review.verdict.doubtful', 'review.undo'],
    mode: 'review',
    target: '.verdicts',
  },
  {
    title: '面积算账单',
    text: '每块图斑为什么只能恢复这么多：逐条扣除，写明规则和条款。点一条，地图上闪烁被扣的部分。',
    commands: ['review.bill', 'eligibility.run'],
    mode: 'review',
    target: '[aria-label^="面积算账单"]',
  },
  {
    title: '缩略图墙',
    text: '相近的图斑一屏看二十多块：输入缩略图上的编号选中，再按结论键；其余的一次判完。',
    commands: ['wall.toggle', 'wall.similar'],
    mode: 'review',
    target: '.stage-box',
  },
  {
    title: '出件',
    text: '判完后导出清单、报告和图斑卡片。程序把写好的文件逐个读回核对，数目和面积对不上就不出件。',
    commands: ['mode.report', 'help.open'],
    mode: 'report',
    target: '.pane-left, .strip',
  },
];
