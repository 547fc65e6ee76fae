import { create } from 'zustand';
import type { ReplyOf } from '../../shared/contract/backendApi.ts';
import type {
  QualityReport,
  SampleSettings,
  SampleSummary,
  SecondLookRow,
} from '../../shared/contract/records/qualityRecords.ts';
import { backend } from '../backend/backend.ts';
import { keyTextOf, runCommandById } from '../commands/registry.ts';
import { createAnswerOrder } from '../session/answerOrder.ts';
import { selectPlot } from '../session/currentPlotStore.ts';
import { markSaved } from '../session/projectStore.ts';
import { changeFilter } from '../session/queueStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { setView } from '../session/viewStore.ts';

interface QualityState {
  readonly settings: SampleSettings;
  readonly preview: ReplyOf<'quality.preview'> | null;
  readonly samples: readonly SampleSummary[];
  readonly sampleId: number | null;
  readonly looks: readonly SecondLookRow[];
  readonly report: QualityReport | null;
}

export const useQuality = create<QualityState>(() => ({
  settings: {
    factors: ['town', 'verdict'],
    perStratum: 3,
    share: 0.05,
    thresholdSquareMeters: 400,
    thresholdShare: 0.1,
    shortDwellMilliseconds: 2_000,
  },
  preview: null,
  samples: [],
  sampleId: null,
  looks: [],
  report: null,
}));

export function changeSettings(change: Partial<SampleSettings>): void {
  const settings = { ...useQuality.getState().settings, ...change };
  useQuality.setState({ settings });
  preview();
}

let asked = 0;

function preview(): void {
  const mine = ++asked;
  backend
    .call('quality.preview', useQuality.getState().settings)
    .then((reply) => {
      if (mine === asked) useQuality.setState({ preview: reply });
    })
    .catch(showFailure);
}

const askQuality = createAnswerOrder();

/** Reads the samples, and the looks and figures of the chosen one; the newest is chosen where none is. */
export async function refreshQuality(): Promise<void> {
  preview();
  const isNewest = askQuality();
  const { samples } = await backend.call('quality.samples', {});
  const { sampleId: chosen } = useQuality.getState();
  const sampleId =
    samples.find((sample) => sample.sampleId === chosen)?.sampleId ?? samples[0]?.sampleId ?? null;
  if (sampleId === null) {
    if (isNewest()) useQuality.setState({ samples, sampleId, looks: [], report: null });
    return;
  }
  const [{ looks }, report] = await Promise.all([
    backend.call('quality.looks', { sampleId }),
    backend.call('quality.report', { sampleId }),
  ]);
  if (isNewest()) useQuality.setState({ samples, sampleId, looks, report });
}

export function chooseSample(sampleId: number): void {
  useQuality.setState({ sampleId });
  refreshQuality().catch(showFailure);
}

/** Draws by the present settings and the seed given; the drawn plots are 复核中 from then on. */
export async function draw(seed: number): Promise<void> {
  try {
    const sample = await backend.call('quality.draw', {
      ...useQuality.getState().settings,
      seed,
      by: reviewerName(),
    });
    markSaved(sample.drawnAtUtc);
    chooseSample(sample.sampleId);
    showToast({
      kind: 'info',
      text: `已抽取 ${sample.counts.open} 块（种子 ${seed}），初判结论在复核完成前不再显示`,
      action: { title: '撤销', key: keyTextOf('review.undo'), run: () => runCommandById('review.undo') },
    });
  } catch (error) {
    showFailure(error);
  }
}

/** Goes to 判读 with the drawn plots only: the same keys give the second verdict. */
export function beginSecondLook(): void {
  const first = useQuality.getState().looks.find(({ state }) => state === 'open');
  changeFilter({ status: 'rechecking' });
  setView({ mode: 'review' });
  if (first !== undefined) selectPlot(first.plotId, 'list');
}

/** Draws again from what is stored and says whether it is the same. */
export function checkDraw(sampleId: number): void {
  backend
    .call('quality.check', { sampleId })
    .then(({ ok, frameIntact }) => {
      const wrong = frameIntact ? '重抽结果与存档不一致' : '抽样总体与操作记录不一致';
      showToast({
        kind: ok ? 'info' : 'error',
        text: ok ? '按记录的种子和总体重新抽取，结果完全一致。' : `${wrong}，请核查项目。`,
      });
    })
    .catch(showFailure);
}

/** Keeps all of it equal to the project while it is on the screen. Returns how to stop. */
export function followQuality(): () => void {
  refreshQuality().catch(showFailure);
  return backend.on('project.changed', ({ what }) => {
    if (what === 'verdicts' || what === 'project') refreshQuality().catch(showFailure);
  });
}
