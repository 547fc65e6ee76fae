import { type Command, defineCommand } from '../commands/Command.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { useView } from '../session/viewStore.ts';
import { closeWall, openQueueWall, openSimilarWall } from './openWall.ts';
import { useSimilarOffer } from './similarOffer.ts';
import { toggleChip, turnPage, useWall } from './wallStore.ts';
import { judgeSimilar, judgeTheRest } from './wallVerdicts.ts';

const group = '判读';
const wallScope = 'wall' as const;
const needsWall = () => (useView.getState().contactSheetOpen ? null : '请先打开缩略图墙。');
const needsPlots = () =>
  (useProject.getState().project?.counts.plots ?? 0) === 0
    ? '项目中还没有图斑。请先在“准备”中导入图斑图层。'
    : null;

export const contactSheetCommands: readonly Command[] = [
  defineCommand({
    id: 'wall.toggle',
    title: '缩略图墙开关',
    group,
    scope: 'review',
    keys: ['Shift+KeyW'],
    disabledReason: needsPlots,
    run: () => (useView.getState().contactSheetOpen ? closeWall() : openQueueWall()),
  }),
  defineCommand({
    id: 'wall.similar',
    title: '看相似图斑，一次联判',
    group,
    scope: 'review',
    keys: ['Shift+KeyJ'],
    disabledReason: () => needsPlots() ?? (judgedPlotId() === null ? '先判一块图斑，再找与它相似的。' : null),
    run: () => {
      const plotId = judgedPlotId();
      if (plotId !== null) openSimilarWall(plotId);
    },
  }),
  defineCommand({
    id: 'wall.choose',
    title: '缩略图墙：选中或去掉光标处的图斑',
    group,
    scope: wallScope,
    keys: ['Enter', 'KeyX'],
    disabledReason: needsWall,
    run: () => {
      const { plots, cursor } = useWall.getState();
      const plot = plots[cursor];
      if (plot !== undefined) toggleChip(plot.plotId);
    },
  }),
  defineCommand({
    id: 'wall.anotherNumber',
    title: '缩略图墙：再选一个编号',
    group,
    scope: wallScope,
    keys: ['Comma'],
    disabledReason: needsWall,
    run: () => useWall.setState({ adding: true }),
  }),
  defineCommand({
    id: 'wall.judgeRest',
    title: '缩略图墙：其余全判（相似图斑：联判）',
    group,
    scope: wallScope,
    keys: ['Shift+Enter'],
    disabledReason: needsWall,
    run: () => (useWall.getState().purpose.kind === 'similar' ? judgeSimilar() : judgeTheRest()),
  }),
  defineCommand({
    id: 'wall.nextPage',
    title: '缩略图墙：下一屏',
    group,
    scope: wallScope,
    keys: ['PageDown'],
    disabledReason: needsWall,
    run: () => turnPage(1),
  }),
  defineCommand({
    id: 'wall.previousPage',
    title: '缩略图墙：上一屏',
    group,
    scope: wallScope,
    keys: ['PageUp'],
    disabledReason: needsWall,
    run: () => turnPage(-1),
  }),
];

/** The plot similar ones are looked for: the one just judged, else the current one where it has a verdict. */
function judgedPlotId(): number | null {
  const { offer } = useSimilarOffer.getState();
  if (offer !== null) return offer.plotId;
  const { detail } = useCurrentPlot.getState();
  return detail !== null && detail.verdictCode !== null ? detail.plotId : null;
}
