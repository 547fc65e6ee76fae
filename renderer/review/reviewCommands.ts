import type { VerdictScheme } from '../../shared/domain/review/verdictScheme.ts';
import { describeError } from '../../shared/text/errors.zh-CN.ts';
import { type Command, defineCommand } from '../commands/Command.ts';
import { keyInBrackets } from '../commands/registry.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useDrawing } from '../session/drawingStore.ts';
import { needsPlot, needsShownPlot } from '../session/needsPlot.ts';
import { usePast } from '../session/pastStore.ts';
import { useQueue } from '../session/queueStore.ts';
import { extendSelection, selectNothing } from '../session/selectionStore.ts';
import { showToast } from '../session/toastStore.ts';
import { setView, useView } from '../session/viewStore.ts';
import { replayView } from './captureView.ts';
import { noteFieldId } from './NoteField.tsx';
import {
  clearVerdict,
  copyPreviousVerdict,
  decide,
  go,
  redo,
  toggleFlag,
  undo,
  undoThisPlot,
} from './reviewActions.ts';
import { useReview } from './reviewStore.ts';

const group = '判读';
const editGroup = '编辑';
const scope = 'review' as const;
/** Another plot would drop what is half drawn on this one. */
const needsIdleTool = () =>
  useDrawing.getState().vertices > 0
    ? `正在标绘：请先完成${keyInBrackets('drawing.finish')}或取消${keyInBrackets('window.escape')}。`
    : null;
const needsChangeable = () => {
  if (usePast.getState().moment !== null) return describeError('PROJECT_IN_PAST', {});
  const drawing = needsIdleTool();
  if (drawing !== null) return drawing;
  const { detail } = useCurrentPlot.getState();
  const locked = detail?.status === 'locked' ? `图斑 ${detail.plotNo} 已锁定，不能修改结论。` : null;
  return needsShownPlot() ?? locked;
};

/** One command per verdict of the scheme, on the key the scheme names. */
export function verdictCommands(scheme: VerdictScheme): readonly Command[] {
  return scheme.options.map((option) =>
    defineCommand({
      id: `review.verdict.${option.code}`,
      title: `判为 ${option.glyph} ${option.title}`,
      group,
      scope,
      keys: [/^\d$/.test(option.key) ? `Digit${option.key}` : `Key${option.key.toUpperCase()}`],
      disabledReason: needsChangeable,
      run: () => decide(option.code),
    }),
  );
}

export const reviewCommands: readonly Command[] = [
  defineCommand({
    id: 'review.next',
    title: '下一块',
    group,
    scope,
    keys: ['KeyE', 'PageDown'],
    disabledReason: needsIdleTool,
    run: () => go('next'),
  }),
  defineCommand({
    id: 'review.previous',
    title: '上一块',
    group,
    scope,
    keys: ['KeyQ', 'PageUp'],
    disabledReason: needsIdleTool,
    run: () => go('previous'),
  }),
  defineCommand({
    id: 'review.nextUnjudged',
    title: '下一块未判',
    group,
    scope,
    keys: ['KeyW', 'BracketLeft'],
    disabledReason: needsIdleTool,
    run: () => go('nextUnjudged'),
  }),
  defineCommand({
    id: 'review.clear',
    title: '清除结论',
    group,
    scope,
    keys: ['Digit0'],
    disabledReason: needsChangeable,
    run: clearVerdict,
  }),
  defineCommand({
    id: 'review.note',
    title: '写备注',
    group,
    scope,
    keys: ['KeyR'],
    disabledReason: needsShownPlot,
    run: () => document.getElementById(noteFieldId)?.focus(),
  }),
  defineCommand({
    id: 'review.flag',
    title: '标记或取消标记',
    group,
    scope,
    keys: ['KeyF'],
    disabledReason: needsShownPlot,
    run: toggleFlag,
  }),
  defineCommand({
    id: 'review.copyPrevious',
    title: '照抄上期结论',
    group,
    scope,
    keys: ['KeyY', 'BracketRight'],
    disabledReason: () =>
      needsChangeable() ??
      (useCurrentPlot.getState().detail?.previousVerdictCode === null ? '此图斑没有上期结论。' : null),
    run: copyPreviousVerdict,
  }),
  defineCommand({
    id: 'review.replay',
    title: '重放判读时的画面',
    group,
    disabledReason: needsPlot,
    run: () => {
      const { plotId } = useCurrentPlot.getState();
      if (plotId !== null) replayView(plotId);
    },
  }),
  defineCommand({ id: 'review.undo', title: '撤销', group: editGroup, keys: ['Ctrl+KeyZ'], run: undo }),
  defineCommand({
    id: 'review.redo',
    title: '重做',
    group: editGroup,
    keys: ['Ctrl+KeyY', 'Ctrl+Shift+KeyZ'],
    run: redo,
  }),
  defineCommand({
    id: 'review.undoPlot',
    title: '只撤销这一块',
    group: editGroup,
    keys: ['Alt+KeyZ'],
    disabledReason: needsShownPlot,
    run: undoThisPlot,
  }),
  defineCommand({
    id: 'review.selectDown',
    title: '向下多选',
    group: editGroup,
    scope,
    keys: ['Shift+ArrowDown'],
    disabledReason: needsPlot,
    run: () => extendSelection(1),
  }),
  defineCommand({
    id: 'review.selectUp',
    title: '向上多选',
    group: editGroup,
    scope,
    keys: ['Shift+ArrowUp'],
    disabledReason: needsPlot,
    run: () => extendSelection(-1),
  }),
  defineCommand({ id: 'review.selectNone', title: '取消多选', group: editGroup, scope, run: selectNothing }),
  defineCommand({
    id: 'review.assign',
    title: '分派图斑…',
    group,
    disabledReason: () => (useQueue.getState().total === 0 ? '当前筛选没有图斑。' : null),
    run: () => setView({ dialog: 'assign' }),
  }),
  defineCommand({
    id: 'review.autoAdvance',
    title: '自动前进开关',
    group,
    keys: ['F8'],
    run: () => {
      const autoAdvance = !useReview.getState().autoAdvance;
      useReview.setState({ autoAdvance });
      showToast({
        kind: 'info',
        text: autoAdvance ? '自动前进：开。判完自动到下一块未判。' : '自动前进：关。',
      });
    },
  }),
  defineCommand({
    id: 'review.bill',
    title: '展开或收起面积算账单',
    group,
    keys: ['F9'],
    run: () => setView({ billOpen: !useView.getState().billOpen }),
  }),
];
