import { type Command, defineCommand } from '../commands/Command.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useSweep } from '../session/sweepStore.ts';
import { drawPlot, removeAddedPlot } from './addPlot.ts';

const group = '普查';

export const drawPlotCommand = 'sweep.drawPlot';

/** What the sweep outside the list finds becomes a plot; a mistake of that kind is taken back. */
export const sweepCommands: readonly Command[] = [
  defineCommand({
    id: drawPlotCommand,
    title: '画新增图斑',
    group,
    scope: 'ledger',
    keys: ['KeyP'],
    disabledReason: () =>
      useSweep.getState().cell === null ? '请先在“台账 · 查看范围”中开始或继续普查。' : null,
    run: drawPlot,
  }),
  defineCommand({
    id: 'sweep.removePlot',
    title: '移除新增图斑',
    group,
    disabledReason: () =>
      useCurrentPlot.getState().detail?.added === true ? null : '当前图斑来自导入的清单，不能移除。',
    run: () => {
      const { plotId } = useCurrentPlot.getState();
      if (plotId !== null) void removeAddedPlot(plotId);
    },
  }),
];
