import { BackendError } from '../../shared/contract/BackendError.ts';
import type { ReviewRecord } from '../../shared/contract/records/reviewRecords.ts';
import { type Answers, checkAnswers, withoutEmpty } from '../../shared/domain/review/checkAnswers.ts';
import { reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { backend } from '../backend/backend.ts';
import { keyInBrackets, keyTextOf, runCommandById } from '../commands/registry.ts';
import { placeOf, reloadCurrentPlot, selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { needsShownPlot } from '../session/needsPlot.ts';
import { useProject } from '../session/projectStore.ts';
import { useQueue } from '../session/queueStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { namesOf, unseenAmong, useSeenEpochs, verdictsAreOpen } from '../session/seenEpochsStore.ts';
import { emptySelection, onceChosen, useSelection } from '../session/selectionStore.ts';
import { showToast } from '../session/toastStore.ts';
import { useVerdictMarks } from '../session/verdictMarkStore.ts';
import { inOrder, settle, useLastVerdict } from '../session/verdictOrder.ts';
import { captureView } from './captureView.ts';
import { draftAnswers, setAnswers, setDraft, useDrafts } from './draftStore.ts';
import { countVerdict, useReview } from './reviewStore.ts';

/** The first unjudged plot of the filter, for when none is left behind the current one. */
async function firstUnjudged(except: number): Promise<number | null> {
  const { filter } = useQueue.getState();
  // a second look never runs on into plots nobody has judged yet
  if (filter.status === 'rechecking') return null;
  const { rows } = await backend.call('plot.query', {
    filter: { ...filter, status: 'unjudged' },
    offset: 0,
    limit: 2,
  });
  return rows.find((row) => row.plotId !== except)?.plotId ?? null;
}

/**
 * Gives the current plot a verdict. The next plot is shown only after the backend has it on disk, so no key
 * press is ever lost; there is no question before and an undo after.
 */
export function decide(verdictCode: string): void {
  onceChosen(() => judge(verdictCode));
}

function judge(verdictCode: string): void {
  const reason = needsShownPlot();
  if (reason !== null) {
    showToast({ kind: 'info', text: reason });
    return;
  }
  const { plotId, detail } = useCurrentPlot.getState();
  if (plotId === null || detail === null) return;
  const option = useProject.getState().scheme?.options.find(({ code }) => code === verdictCode);
  if (option === undefined) return;
  const { selected } = useSelection.getState();
  const unseen = unseenAmong(useSeenEpochs.getState(), selected);
  if (unseen.length > 0) {
    const ways = `请逐块看过，或在缩略图墙中成批看过再判${keyInBrackets('wall.toggle')}`;
    showToast({
      kind: 'info',
      text: `所选 ${selected.size} 块中有 ${unseen.length} 块还没看过前后两期影像，不能一起判：${ways}。`,
    });
    return;
  }
  const drafted = draftAnswers(useDrafts.getState(), plotId, verdictCode);
  const answers = answersTo(plotId, verdictCode);
  const finding = checkAnswers(option, withoutEmpty(answers));
  if (finding !== undefined) {
    useReview.setState({ pending: { plotId, verdictCode } });
    return;
  }
  // after the questions: a digit that answers one must never be taken for the verdict of that key
  if (selected.size === 0 && !verdictsAreOpen(useSeenEpochs.getState())) {
    showToast({ kind: 'info', text: askToLook() });
    return;
  }
  useReview.setState({ pending: null });
  // taken when the key goes down: by the time the plots before it are stored, the map may show another one
  const view = captureView(plotId);
  const verdict = { verdictCode, answers: withoutEmpty(answers), ...(view === null ? {} : { view }) };
  if (selected.size > 0) {
    decideSelected([...selected], verdict);
    return;
  }
  const { autoAdvance } = useReview.getState();
  inOrder(async () => {
    const draft = useDrafts.getState().notes[plotId];
    const note = draft ?? detail.note;
    const position = await placeOf(plotId);
    const record = await backend.call('review.decide', { plotId, ...verdict, note, by: reviewerName() });
    settle(record);
    useLastVerdict.setState({ record });
    // what was written or answered since then is still unsaved
    dropDraft(plotId, draft);
    if (draftAnswers(useDrafts.getState(), plotId, verdictCode) === drafted)
      setAnswers(plotId, verdictCode, null);
    countVerdict();
    showToast({
      kind: 'info',
      text: `${shortNumber(record.plotNo)} 已判 ${option.glyph} ${option.title}`,
      action: { title: '撤销', key: keyTextOf('review.undo'), run: () => runCommandById('review.undo') },
    });
    if (!autoAdvance) return reloadCurrentPlot();
    // who went elsewhere meanwhile stays there
    if (useCurrentPlot.getState().plotId !== plotId) return;
    const next = position.nextUnjudgedPlotId ?? (await firstUnjudged(plotId));
    if (next !== null) return selectPlot(next, 'keys');
    reloadCurrentPlot();
    showToast({ kind: 'info', text: '当前筛选内的图斑已全部判完。可换一个乡镇，或在“疑问”中复查。' });
  });
}

/** Why the verdict keys are still closed, and what opens them. */
function askToLook(): string {
  const { unreadable } = useSeenEpochs.getState();
  if (unreadable.length > 0) {
    return `${namesOf(unreadable)}影像读不出，还不能判读：请把影像文件放回项目的 imagery 文件夹，或重新导入这一期影像。`;
  }
  const ways = `可换对比方式${keyInBrackets('map.comparison')}，或按住看另一期${keyInBrackets('map.peek')}`;
  return `请先看过前后两期影像再判：${ways}。`;
}

/** Once a remark is stored it is no draft any more, unless it was written on meanwhile. */
function dropDraft(plotId: number, stored: string | undefined): void {
  if (useDrafts.getState().notes[plotId] === stored) setDraft(plotId, null);
}

/** What is answered so far: not yet saved, else what stands with the present verdict. */
export function answersTo(plotId: number, verdictCode: string): Answers {
  const { detail } = useCurrentPlot.getState();
  const saved = detail?.plotId === plotId && detail.verdictCode === verdictCode ? detail.answers : {};
  return draftAnswers(useDrafts.getState(), plotId, verdictCode) ?? saved;
}

function decideSelected(
  plotIds: number[],
  verdict: { readonly verdictCode: string; readonly answers: Answers },
): void {
  inOrder(async () => {
    const change = await backend.call('review.decideMany', { plotIds, ...verdict, by: reviewerName() });
    for (const record of [change, ...change.others]) settle(record);
    emptySelection();
    reloadCurrentPlot();
    showToast({
      kind: 'info',
      text: `${1 + change.others.length} 块已判 ${describeState(change)}，一次可全部撤销`,
      action: { title: '撤销', key: keyTextOf('review.undo'), run: () => runCommandById('review.undo') },
    });
  });
}

/** 只撤销这一块. */
export function undoThisPlot(): void {
  const { plotId } = useCurrentPlot.getState();
  if (plotId === null) return;
  inOrder(async () => {
    const record = await unlessNothing(
      () => backend.call('review.undoPlot', { plotId, by: reviewerName() }),
      `${reviewerName()} 在这一块上没有可以撤销的操作。`,
    );
    if (record === null) return;
    settle(record);
    keepWritten(record);
    reloadCurrentPlot();
    showToast({
      kind: 'info',
      text: `只撤销了 ${shortNumber(record.plotNo)}，现为 ${describeState(record)}`,
    });
  });
}

export function toggleFlag(): void {
  const { detail } = useCurrentPlot.getState();
  if (detail === null) return;
  const { plotId } = detail;
  inOrder(async () => {
    // the second of two presses in a row goes by what the first one did
    const { detail: shown } = useCurrentPlot.getState();
    const { flagged } = shown?.plotId === plotId ? shown : detail;
    await backend.call('review.flag', { plotId, flagged: !flagged, by: reviewerName() });
    await reloadCurrentPlot();
  });
}

/** Gives the verdict of the period before, where the source names one. */
export function copyPreviousVerdict(): void {
  const code = useCurrentPlot.getState().detail?.previousVerdictCode ?? null;
  if (code !== null) decide(code);
}

export function clearVerdict(): void {
  const { plotId } = useCurrentPlot.getState();
  if (plotId === null) return;
  inOrder(async () => {
    settle(await backend.call('review.clear', { plotId, by: reviewerName() }));
    reloadCurrentPlot();
  });
}

/** Saves a changed remark of a plot that already has a verdict; otherwise it stays a draft until the verdict. */
export function saveNote(): void {
  const { detail } = useCurrentPlot.getState();
  if (detail === null) return;
  const draft = useDrafts.getState().notes[detail.plotId];
  if (draft === undefined || draft === detail.note || detail.verdictCode === null) return;
  const { plotId } = detail;
  inOrder(async () => {
    settle(await backend.call('review.annotate', { plotId, note: draft, by: reviewerName() }));
    dropDraft(plotId, draft);
    reloadCurrentPlot();
  });
}

function walkLog(method: 'review.undo' | 'review.redo', verb: string): void {
  const { plotId: pressedOn } = useCurrentPlot.getState();
  inOrder(async () => {
    const record = await unlessNothing(() => backend.call(method, { by: reviewerName() }));
    if (record === null) return;
    const before = lastSaid(record.plotId);
    for (const one of [record, ...record.others]) settle(one);
    keepWritten(record);
    if (record.gone === true) {
      showToast({ kind: 'info', text: `${verb} ${record.plotNo}：新增图斑已不在清单中` });
      return;
    }
    const { plotId: shown, from } = useCurrentPlot.getState();
    // keys are done one after the other, a click at once: who clicked elsewhere meanwhile stays there
    const isElsewhere = shown !== pressedOn && from !== 'keys';
    if (shown === record.plotId) reloadCurrentPlot();
    else if (!isElsewhere) selectPlot(record.plotId, 'keys');
    const number = shortNumber(record.plotNo);
    // a drawing or a part was taken back: to name the verdict would sound as if it had changed
    const isSame = before?.status === record.status && before.verdictCode === record.verdictCode;
    const text = isSame
      ? `${verb} ${number} 的一步，结论不变`
      : `${verb} ${number}，现为 ${describeState(record)}`;
    showToast({ kind: 'info', text });
  });
}

/**
 * Who takes a verdict back finds the remark and the answers as they were written, the answers open before the eyes: the
 * same verdict stores them again. A verdict redone has its own.
 */
function keepWritten({ plotId, verdictCode, note }: ReviewRecord): void {
  if (verdictCode !== null) {
    if (useDrafts.getState().notes[plotId] === note) setDraft(plotId, null);
    setAnswers(plotId, verdictCode, null);
    useReview.setState({ pending: null });
    return;
  }
  const last = useLastVerdict.getState().record;
  if (last === null || last.plotId !== plotId) return;
  // what was written after the verdict is newer
  if (last.note !== '' && useDrafts.getState().notes[plotId] === undefined) setDraft(plotId, last.note);
  if (last.verdictCode === null || Object.keys(last.answers).length === 0) return;
  setAnswers(plotId, last.verdictCode, last.answers);
  useReview.setState({ pending: { plotId, verdictCode: last.verdictCode } });
}

/** Does a step of the log; where there is none it says so, for that is no failure: null then. */
async function unlessNothing<T>(step: () => Promise<T>, saying?: string): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    const isNothing =
      error instanceof BackendError && (error.code === 'UNDO_NOTHING' || error.code === 'REDO_NOTHING');
    if (!isNothing) throw error;
    showToast({ kind: 'info', text: saying ?? error.message });
    return null;
  }
}

/** The verdict a plot has, as last said by the backend: a change of a moment ago may not have been read again yet. */
function lastSaid(plotId: number): Pick<ReviewRecord, 'status' | 'verdictCode'> | null {
  const { detail } = useCurrentPlot.getState();
  return useVerdictMarks.getState().marks.get(plotId) ?? (detail?.plotId === plotId ? detail : null);
}

export function undo(): void {
  walkLog('review.undo', '已撤销');
}

export function redo(): void {
  walkLog('review.redo', '已重做');
}

export function describeState(record: Pick<ReviewRecord, 'status' | 'verdictCode'>): string {
  const option = useProject.getState().scheme?.options.find(({ code }) => code === record.verdictCode);
  return option === undefined ? reviewStatusLabels[record.status].title : `${option.glyph} ${option.title}`;
}

/** To a neighbour in the filtered list; where the filter hides the plot, to the list's first row. Three presses are three steps. */
export function go(to: 'next' | 'previous' | 'nextUnjudged'): void {
  inOrder(async () => {
    const { plotId } = useCurrentPlot.getState();
    if (plotId === null) return showFirst();
    const position = await placeOf(plotId);
    const target =
      to === 'next'
        ? position.nextPlotId
        : to === 'previous'
          ? position.previousPlotId
          : (position.nextUnjudgedPlotId ?? (await firstUnjudged(plotId)));
    if (target !== null) return selectPlot(target, 'keys');
    if (position.index < 0 && to !== 'nextUnjudged') return showFirst();
    const ends = { next: '已是最后一块。', previous: '已是第一块。', nextUnjudged: '没有未判的图斑了。' };
    showToast({ kind: 'info', text: ends[to] });
  });
}

/** To the first row of the filtered list; stays where it is when the filter leaves none. */
export function goToFirst(): void {
  inOrder(showFirst);
}

async function showFirst(): Promise<void> {
  const { filter } = useQueue.getState();
  const { rows } = await backend.call('plot.query', { filter, offset: 0, limit: 1 });
  const first = rows[0];
  if (first !== undefined) selectPlot(first.plotId, 'keys');
}

/** The last digits tell plots apart; the first ones are the same for a whole county. */
export function shortNumber(plotNo: string): string {
  return plotNo.length > 8 ? `…${plotNo.slice(-6)}` : plotNo;
}
