import { type Answers, withoutEmpty } from '../../shared/domain/review/checkAnswers.ts';
import type { VerdictOption } from '../../shared/domain/review/verdictScheme.ts';
import type { ChipsView } from '../../shared/domain/review/verdictView.ts';
import { backend } from '../backend/backend.ts';
import { keyInBrackets, keyTextOf, runCommandById } from '../commands/registry.ts';
import { useMap } from '../map/mapStore.ts';
import { reloadCurrentPlot } from '../session/currentPlotStore.ts';
import { useProject } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { useSeenEpochs } from '../session/seenEpochsStore.ts';
import { showToast } from '../session/toastStore.ts';
import { useVerdictMarks, type VerdictMark } from '../session/verdictMarkStore.ts';
import { inOrder, settle, useLastVerdict } from '../session/verdictOrder.ts';
import { closeWall } from './openWall.ts';
import { chipDwell, missingLook, useWallSeen } from './wallSeenStore.ts';
import { shownPlots, useWall, type WallPlot } from './wallStore.ts';

/** The verdict of a plot as it is now, not as it was listed. */
export function markOf(marks: ReadonlyMap<number, VerdictMark>, plot: WallPlot): VerdictMark {
  return marks.get(plot.plotId) ?? plot;
}

/** The verdict “其余全判” gives: 未变化 where the scheme has it, else the first that asks nothing. */
export function verdictOfTheRest(options: readonly VerdictOption[]): VerdictOption | undefined {
  const simple = options.filter(({ fields }) => fields.every(({ required }) => !required));
  return simple.find(({ code }) => code === 'unchanged' || code === 'still-cultivated') ?? simple[0];
}

/** What is on this screen, not judged and not taken out by choosing it. */
export function plotsOfTheRest(
  wall: Parameters<typeof shownPlots>[0] & { readonly selected: ReadonlySet<number> },
  marks: ReadonlyMap<number, VerdictMark>,
): readonly WallPlot[] {
  return shownPlots(wall).filter(
    (plot) => markOf(marks, plot).status === 'unjudged' && !wall.selected.has(plot.plotId),
  );
}

/** Gives the chosen chips a verdict. */
export function judgeChosen(verdictCode: string): void {
  const { selected } = useWall.getState();
  if (selected.size === 0) {
    showToast({
      kind: 'info',
      text: `先选图斑再按结论键：输入缩略图上的两位编号，或移到它上面选中${keyInBrackets('wall.choose')}。`,
    });
    return;
  }
  judge([...selected], verdictCode, {});
}

/** 其余全判: the exceptions have been judged or chosen, everything else on the screen gets one verdict. */
export function judgeTheRest(): void {
  const option = verdictOfTheRest(useProject.getState().scheme?.options ?? []);
  const rest = plotsOfTheRest(useWall.getState(), useVerdictMarks.getState().marks);
  if (option === undefined || rest.length === 0) {
    showToast({ kind: 'info', text: '这一屏没有其余未判的图斑。' });
    return;
  }
  judge(
    rest.map(({ plotId }) => plotId),
    option.code,
    {},
  );
}

/** 联判: the chosen similar plots get the verdict of the one they resemble, as one step that says so. */
export function judgeSimilar(): void {
  const { purpose, selected } = useWall.getState();
  if (purpose.kind !== 'similar') return;
  if (selected.size === 0) {
    showToast({ kind: 'info', text: `没有选中的图斑。移到缩略图上选中${keyInBrackets('wall.choose')}。` });
    return;
  }
  judge([...selected], purpose.verdictCode, { note: `联判：与 ${purpose.plotNo} 相似` });
}

/** Takes the verdicts of the chosen chips away. */
export function clearChosen(): void {
  const plotIds = [...useWall.getState().selected];
  if (plotIds.length === 0) return;
  unchoose(plotIds);
  inOrder(async () => {
    const change = await backend.call('review.clearMany', { plotIds, by: reviewerName() });
    for (const record of [change, ...change.others]) settle(record);
    reloadCurrentPlot();
    showToast({ kind: 'info', text: `已清除 ${plotIds.length} 块的结论`, action: undoOffer() });
  });
}

/** The answer a verdict waited for. */
export function answerQuestion(choice: string): void {
  const { question } = useWall.getState();
  if (question === null) return;
  useWall.setState({ question: null });
  const answers = { ...question.answers, [question.field.code]: choice };
  judge(question.plotIds, question.verdictCode, { answers });
}

const undoOffer = () => ({
  title: '撤销',
  key: keyTextOf('review.undo'),
  run: () => runCommandById('review.undo'),
});

function judge(
  plotIds: readonly number[],
  verdictCode: string,
  { answers = {}, note }: { readonly answers?: Answers; readonly note?: string },
): void {
  const option = useProject.getState().scheme?.options.find(({ code }) => code === verdictCode);
  if (option === undefined) return;
  const obstacle = lockedAmong(plotIds) ?? unseenAmong(plotIds);
  if (obstacle !== null) {
    showToast({ kind: 'info', text: obstacle });
    return;
  }
  const asked = option.fields.find(({ code, required }) => required && !answers[code]);
  if (asked !== undefined) {
    if (asked.type === 'choice')
      useWall.setState({ question: { verdictCode, plotIds, field: asked, answers } });
    else
      showToast({
        kind: 'info',
        text: `“${option.title}”要填“${asked.title}”：请回到地图${keyInBrackets('window.escape')}，在右侧填写后判定。`,
      });
    return;
  }
  // when the key goes down: by the time the verdicts before it are stored, the wall may show another screen
  const chips = captureChips(plotIds);
  // at once, not when it is stored: the next digits typed are a number again
  unchoose(plotIds);
  inOrder(async () => {
    const verdict = { verdictCode, answers: withoutEmpty(answers), by: reviewerName() };
    const change = await backend.call('review.decideMany', {
      plotIds: [...plotIds],
      ...verdict,
      chips,
      ...(note === undefined ? {} : { note }),
    });
    for (const record of [change, ...change.others]) settle(record);
    if (plotIds.length === 1) useLastVerdict.setState({ record: change });
    const isSimilar = useWall.getState().purpose.kind === 'similar';
    reloadCurrentPlot();
    const together = plotIds.length > 1 ? '，一次可全部撤销' : '';
    showToast({
      kind: 'info',
      text: `${plotIds.length} 块${isSimilar ? '联判' : '已判'}为 ${option.glyph} ${option.title}${together}`,
      action: undoOffer(),
    });
    if (isSimilar) closeWall();
  });
}

/** What the wall shows now, for the evidence of its verdicts. */
function captureChips(plotIds: readonly number[]): ChipsView {
  const { earlierImageId, laterImageId } = useMap.getState();
  const { chipPixels, showing } = useWall.getState();
  const dwells = plotIds.map((plotId) => ({ plotId, milliseconds: chipDwell(plotId) }));
  return { earlierImageId, laterImageId, ...chipPixels, front: showing, dwells };
}

function unchoose(plotIds: readonly number[]): void {
  const selected = new Set(useWall.getState().selected);
  for (const plotId of plotIds) selected.delete(plotId);
  useWall.setState({ selected, typed: '', adding: false, question: null });
}

function lockedAmong(plotIds: readonly number[]): string | null {
  const { marks } = useVerdictMarks.getState();
  const plots = new Map(useWall.getState().plots.map((plot) => [plot.plotId, plot]));
  const locked = plotIds
    .map((plotId) => plots.get(plotId))
    .find((plot) => plot && markOf(marks, plot).status === 'locked');
  return locked ? `图斑 ${locked.plotNo} 已锁定，不能修改结论。请先取消选中它。` : null;
}

/** The gate of the map holds here too: both epochs of every plot were on the screen. */
function unseenAmong(plotIds: readonly number[]): string | null {
  const { earlierImageId, laterImageId } = useMap.getState();
  const comparable = earlierImageId !== null && earlierImageId !== laterImageId;
  if (!comparable || !useSeenEpochs.getState().required) return null;
  const { seen } = useWallSeen.getState();
  const unseen = plotIds.filter((plotId) => missingLook(seen, plotId) !== null);
  if (unseen.length === 0) return null;
  const { plots, page, pageSize } = useWall.getState();
  const pages = new Set(
    unseen.map((plotId) => Math.floor(plots.findIndex((plot) => plot.plotId === plotId) / pageSize)),
  );
  const elsewhere = [...pages].filter((one) => one !== page).map((one) => one + 1);
  const where = elsewhere.length === 0 ? '' : `（在第 ${elsewhere.slice(0, 5).join('、')} 屏）`;
  return `还有 ${unseen.length} 块没看过两期影像${where}：按住看前时相${keyInBrackets('map.peek')}约半秒，或点“自动闪烁”，再判。`;
}
