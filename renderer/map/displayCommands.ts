import { type Command, defineCommand } from '../commands/Command.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { adjustDisplay, type DisplaySetting, nudge, resetDisplay, resetOffset } from './displayStore.ts';
import { epochsOnStage, useMap } from './mapStore.ts';

const group = '影像显示';
/** Half a pixel of the finest imagery in use. */
const nudgeMeters = 0.2;
const adjustStep = 0.1;

const needsTwoEpochs = () => {
  const { earlierImageId, laterImageId } = useMap.getState();
  if (earlierImageId === laterImageId) return '需要两期影像才能对齐。请在“准备”中导入影像。';
  return useCurrentPlot.getState().plotId === null ? '请先在列表或地图上选择一个图斑。' : null;
};

function adjustShown(change: Partial<DisplaySetting>): void {
  const state = useMap.getState();
  const shown = epochsOnStage(state).map((side) =>
    side === 'earlier' ? state.earlierImageId : state.laterImageId,
  );
  for (const image of new Set(shown)) if (image !== null) adjustDisplay(image, change);
}

const nudges: readonly (readonly [string, string, number, number])[] = [
  ['ArrowLeft', '向左', -nudgeMeters, 0],
  ['ArrowRight', '向右', nudgeMeters, 0],
  ['ArrowUp', '向上', 0, nudgeMeters],
  ['ArrowDown', '向下', 0, -nudgeMeters],
];

const adjustments: readonly (readonly [string, string, Partial<DisplaySetting>])[] = [
  ['brighter', '影像调亮', { brightness: adjustStep }],
  ['darker', '影像调暗', { brightness: -adjustStep }],
  ['moreContrast', '影像对比度加大', { contrast: adjustStep }],
  ['lessContrast', '影像对比度减小', { contrast: -adjustStep }],
  ['moreColor', '影像颜色加浓', { saturation: adjustStep }],
  ['lessColor', '影像颜色变淡', { saturation: -adjustStep }],
];

/** How the images are shown. Nothing here changes a coordinate, an area or a verdict. */
export const displayCommands: readonly Command[] = [
  ...nudges.map(([key, direction, eastMeters, northMeters]) =>
    defineCommand({
      id: `display.nudge.${key}`,
      title: `前时相${direction}微调 ${nudgeMeters} m（仅显示）`,
      group,
      keys: [`Alt+${key}`],
      disabledReason: needsTwoEpochs,
      run: () => {
        const { plotId } = useCurrentPlot.getState();
        if (plotId !== null) nudge(plotId, { eastMeters, northMeters });
      },
    }),
  ),
  defineCommand({
    id: 'display.resetOffset',
    title: '前时相微调还原',
    group,
    keys: ['Alt+Digit0'],
    disabledReason: needsTwoEpochs,
    run: () => {
      const { plotId } = useCurrentPlot.getState();
      if (plotId !== null) resetOffset(plotId);
    },
  }),
  ...adjustments.map(([name, title, change]) =>
    defineCommand({ id: `display.${name}`, title, group, run: () => adjustShown(change) }),
  ),
  defineCommand({
    id: 'display.reset',
    title: '影像亮度、对比度、颜色还原',
    group,
    keys: ['Alt+Backspace'],
    run: resetDisplay,
  }),
];
