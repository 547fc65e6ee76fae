import { type Command, defineCommand } from '../commands/Command.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { requireBothEpochs, useSeenEpochs } from '../session/seenEpochsStore.ts';
import { showToast } from '../session/toastStore.ts';
import { activeMap } from './activeMap.ts';
import { stepEpoch } from './chooseEpochs.ts';
import { type Comparison, comparisons, secondScales, setMap, useMap } from './mapStore.ts';
import { reviewScale } from './reviewScale.ts';

const group = '地图';
const needsPlot = () =>
  useCurrentPlot.getState().detail === null ? '请先在列表或地图上选择一个图斑。' : null;
const needsTwoImages = () => {
  const { earlierImageId, laterImageId } = useMap.getState();
  return earlierImageId === laterImageId ? '需要两期影像才能对比。请在“准备”中导入影像。' : null;
};

function withPlot(
  run: (bounds: Parameters<NonNullable<ReturnType<typeof activeMap>>['fit']>[0]) => void,
): void {
  const { detail } = useCurrentPlot.getState();
  if (detail !== null) run(detail.bounds);
}

function step(direction: 1 | -1): void {
  const { project } = useProject.getState();
  if (project !== null) stepEpoch(project, direction);
}

/** The second press of a way's key goes back to the single image. */
function switchTo(comparison: Comparison): void {
  const again = useMap.getState().comparison === comparison;
  setMap({ comparison: again ? 'single' : comparison, front: 'later' });
}

const switches: readonly (readonly [Comparison, string, readonly string[]])[] = [
  ['single', '单图', []],
  ['swipe', '卷帘开关', ['KeyB']],
  ['dual', '双屏开关', ['KeyU']],
  ['blink', '自动闪烁开关', ['Shift+Space']],
  ['fade', '渐变开关', ['KeyJ']],
  ['lens', '透镜开关', ['KeyO']],
];

const lensRadii = { smallest: 60, largest: 400, factor: 1.25 };

function resizeLens(factor: number): void {
  const radius = Math.round(useMap.getState().lensRadius * factor);
  setMap({ lensRadius: Math.max(lensRadii.smallest, Math.min(lensRadii.largest, radius)) });
}

export const mapCommands: readonly Command[] = [
  defineCommand({
    id: 'map.peek',
    title: '按住看另一期影像',
    group,
    keys: ['Space'],
    disabledReason: needsTwoImages,
    run: () => setMap({ peeking: true }),
    release: () => setMap({ peeking: false }),
  }),
  defineCommand({
    id: 'map.comparison',
    title: '切换对比方式',
    group,
    keys: ['KeyV'],
    disabledReason: needsTwoImages,
    run: () => {
      const index = comparisons.indexOf(useMap.getState().comparison) + 1;
      setMap({ comparison: comparisons[index % comparisons.length] ?? 'single', front: 'later' });
    },
  }),
  ...switches.map(([comparison, title, keys]) =>
    defineCommand({
      id: `map.${comparison}`,
      title,
      group,
      keys,
      disabledReason: needsTwoImages,
      run: () => switchTo(comparison),
    }),
  ),
  defineCommand({
    id: 'map.swipeDirection',
    title: '卷帘横竖切换',
    group,
    keys: ['Shift+KeyB'],
    disabledReason: needsTwoImages,
    run: () => {
      const { swipeDirection } = useMap.getState();
      setMap({
        comparison: 'swipe',
        swipeDirection: swipeDirection === 'vertical' ? 'horizontal' : 'vertical',
      });
    },
  }),
  defineCommand({
    id: 'map.secondScale',
    title: '双屏右图放大 1×、2×、4×',
    group,
    keys: ['Shift+KeyU'],
    disabledReason: needsTwoImages,
    run: () => {
      const { comparison, secondScale } = useMap.getState();
      const next = secondScales[(secondScales.indexOf(secondScale) + 1) % secondScales.length] ?? 1;
      setMap({ comparison: 'dual', secondScale: comparison === 'dual' ? next : secondScale });
    },
  }),
  defineCommand({
    id: 'map.lensLarger',
    title: '透镜放大',
    group,
    keys: ['Shift+Equal'],
    run: () => resizeLens(lensRadii.factor),
  }),
  defineCommand({
    id: 'map.lensSmaller',
    title: '透镜缩小',
    group,
    keys: ['Shift+Minus'],
    run: () => resizeLens(1 / lensRadii.factor),
  }),
  defineCommand({
    id: 'map.earlierEpoch',
    title: '前时相换成更早一期',
    group,
    keys: ['Comma'],
    disabledReason: needsTwoImages,
    run: () => step(-1),
  }),
  defineCommand({
    id: 'map.laterEpoch',
    title: '前时相换成更晚一期',
    group,
    keys: ['Period'],
    disabledReason: needsTwoImages,
    run: () => step(1),
  }),
  defineCommand({
    id: 'map.hideLines',
    title: '按住隐藏全部线划',
    group,
    keys: ['KeyH'],
    run: () => setMap({ linesHidden: true }),
    release: () => setMap({ linesHidden: false }),
  }),
  defineCommand({
    id: 'map.labels',
    title: '图上编号与名称：开关',
    group,
    keys: ['KeyT'],
    run: () => setMap({ labelsShown: !useMap.getState().labelsShown }),
  }),
  defineCommand({
    id: 'map.seeBothEpochs',
    title: '看过两期影像才能下结论：开关',
    group,
    run: () => {
      const required = !useSeenEpochs.getState().required;
      requireBothEpochs(required);
      showToast({ kind: 'info', text: required ? '看过两期影像后才能下结论。' : '不看两期影像也能下结论。' });
    },
  }),
  defineCommand({
    id: 'map.fitPlot',
    title: '缩放至图斑',
    group,
    keys: ['KeyZ'],
    disabledReason: needsPlot,
    run: () => withPlot((bounds) => activeMap()?.fit(bounds)),
  }),
  defineCommand({
    id: 'map.reviewScale',
    title: `固定比例尺 1:${reviewScale}`,
    group,
    keys: ['Shift+KeyZ'],
    disabledReason: needsPlot,
    run: () => withPlot((bounds) => activeMap()?.showAtScale(bounds, reviewScale)),
  }),
  defineCommand({
    id: 'map.fitProject',
    title: '缩放至全部数据',
    group,
    run: () => {
      const bounds = useProject.getState().project?.bounds;
      if (bounds) activeMap()?.fit(bounds, { marginShare: 0.05 });
    },
  }),
  defineCommand({
    id: 'map.zoomIn',
    title: '放大',
    group,
    keys: ['Equal', 'NumpadAdd'],
    run: () => activeMap()?.zoomBy(1),
  }),
  defineCommand({
    id: 'map.zoomOut',
    title: '缩小',
    group,
    keys: ['Minus', 'NumpadSubtract'],
    run: () => activeMap()?.zoomBy(-1),
  }),
];
