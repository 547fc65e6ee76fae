import { type Command, defineCommand } from '../commands/Command.ts';
import { keyInBrackets } from '../commands/registry.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { adjustDisplay, type DisplaySetting, resetDisplay, useDisplay } from './displayStore.ts';
import { epochsOnStage, useMap } from './mapStore.ts';
import { matchToView, stretchToView } from './measureTone.ts';
import {
  adoptMeasured,
  currentPair,
  measuredHere,
  measureOffset,
  nudge,
  offsetOfPlot,
  resetOffset,
  useOffsets,
} from './offsetStore.ts';

const group = '影像显示';
/** Half a pixel of the finest imagery in use. */
const nudgeMeters = 0.2;
const adjustStep = 0.1;

const needsTwoEpochs = () => {
  const { earlierImageId, laterImageId } = useMap.getState();
  if (earlierImageId === laterImageId) return '需要两期影像才能对齐。请在“准备”中导入影像。';
  return currentPair() === null ? '请先在列表或地图上选择一个图斑。' : null;
};
const needsMeasured = () =>
  needsTwoEpochs() ??
  (measuredHere(useOffsets.getState()) === null
    ? `请先测量这一块的偏移${keyInBrackets('display.measureOffset')}。`
    : null);
const needsOffset = () =>
  needsTwoEpochs() ??
  (offsetOfPlot(currentPair()?.plotId ?? null) === undefined ? '这一块的前时相没有偏移。' : null);

function shownImages(): readonly string[] {
  const state = useMap.getState();
  const shown = epochsOnStage(state).map((side) =>
    side === 'earlier' ? state.earlierImageId : state.laterImageId,
  );
  return [...new Set(shown)].filter((id): id is string => id !== null);
}

function adjustShown(change: Partial<DisplaySetting>): void {
  for (const image of shownImages()) adjustDisplay(image, change);
}

/** Each image on the stage by its own colours. */
export function stretchShown(images: readonly string[] = shownImages()): void {
  Promise.all(images.map(stretchToView))
    .then((done) => {
      if (!done.every(Boolean)) showToast({ kind: 'info', text: '当前范围内没有影像，无法拉伸。' });
    })
    .catch(showFailure);
}

/** The earlier image is made like the later one. */
export function matchEpochs(): void {
  const { earlierImageId, laterImageId } = useMap.getState();
  if (earlierImageId === null || laterImageId === null) return;
  matchToView(earlierImageId, laterImageId)
    .then((done) => {
      if (!done) showToast({ kind: 'info', text: '当前范围内缺少一期影像，无法匹配。' });
    })
    .catch(showFailure);
}

const nudges: readonly (readonly [string, string, number, number])[] = [
  ['ArrowLeft', '向左', -nudgeMeters, 0],
  ['ArrowRight', '向右', nudgeMeters, 0],
  ['ArrowUp', '向上', 0, nudgeMeters],
  ['ArrowDown', '向下', 0, -nudgeMeters],
];

export const nudgeCommandIds: readonly string[] = nudges.map(([key]) => `display.nudge.${key}`);

const adjustments: readonly (readonly [string, string, Partial<DisplaySetting>])[] = [
  ['brighter', '影像调亮', { brightness: adjustStep }],
  ['darker', '影像调暗', { brightness: -adjustStep }],
  ['moreContrast', '影像对比度加大', { contrast: adjustStep }],
  ['lessContrast', '影像对比度减小', { contrast: -adjustStep }],
  ['moreGamma', '影像中间调调亮（伽马）', { gamma: adjustStep }],
  ['lessGamma', '影像中间调调暗（伽马）', { gamma: -adjustStep }],
  ['moreColor', '影像颜色加浓', { saturation: adjustStep }],
  ['lessColor', '影像颜色变淡', { saturation: -adjustStep }],
];

/** How the images are shown. Nothing here changes a coordinate, an area or a verdict. */
export const displayCommands: readonly Command[] = [
  defineCommand({
    id: 'display.panel',
    title: '影像显示面板',
    group,
    keys: ['Alt+KeyD'],
    run: () => useDisplay.setState({ panelOpen: !useDisplay.getState().panelOpen }),
  }),
  ...nudges.map(([key, direction, eastMeters, northMeters]) =>
    defineCommand({
      id: `display.nudge.${key}`,
      title: `前时相${direction}微调 ${nudgeMeters} m（仅显示）`,
      group,
      keys: [`Alt+${key}`],
      disabledReason: needsTwoEpochs,
      run: () => nudge({ eastMeters, northMeters }),
    }),
  ),
  defineCommand({
    id: 'display.measureOffset',
    title: '测量前时相在图斑周围的偏移',
    group,
    keys: ['Alt+KeyM'],
    disabledReason: needsTwoEpochs,
    run: () => void measureOffset().catch(showFailure),
  }),
  defineCommand({
    id: 'display.adoptOffset',
    title: '采用测得的偏移（仅显示）',
    group,
    keys: ['Alt+Enter'],
    disabledReason: needsMeasured,
    run: adoptMeasured,
  }),
  defineCommand({
    id: 'display.resetOffset',
    title: '前时相微调还原',
    group,
    keys: ['Alt+Digit0'],
    disabledReason: needsOffset,
    run: resetOffset,
  }),
  defineCommand({
    id: 'display.stretch',
    title: '按当前范围拉伸影像',
    group,
    keys: ['Alt+KeyS'],
    run: () => stretchShown(),
  }),
  defineCommand({
    id: 'display.match',
    title: '前时相颜色匹配后时相',
    group,
    keys: ['Alt+KeyH'],
    disabledReason: needsTwoEpochs,
    run: matchEpochs,
  }),
  ...adjustments.map(([name, title, change]) =>
    defineCommand({ id: `display.${name}`, title, group, run: () => adjustShown(change) }),
  ),
  defineCommand({
    id: 'display.reset',
    title: '影像显示全部还原',
    group,
    keys: ['Alt+Backspace'],
    run: () => resetDisplay(),
  }),
];
