import { create } from 'zustand';
import { backend } from '../backend/backend.ts';
import { useProject } from '../session/projectStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { useLastVerdict } from '../session/verdictOrder.ts';

interface SimilarOffer {
  readonly plotId: number;
  readonly count: number;
}

/** “还有 N 个相似图斑” of the plot judged last; null where there are none or it is not known yet. */
export const useSimilarOffer = create<{ readonly offer: SimilarOffer | null }>(() => ({ offer: null }));

/** Fewer are judged one by one as fast. */
const fewestWorthIt = 3;
/** The next plot and its pictures come first. */
const pauseMilliseconds = 700;

/** Looks for similar plots after each verdict on one plot. Returns how to stop. */
export function followVerdicts(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const look = async (plotId: number) => {
    const mine = ++asked;
    const { plots } = await backend.call('similar.find', { plotId });
    if (mine !== asked) return;
    const count = plots.filter(({ preselected }) => preselected).length;
    useSimilarOffer.setState({ offer: count >= fewestWorthIt ? { plotId, count } : null });
  };
  const stop = useLastVerdict.subscribe(({ record }) => {
    asked++;
    clearTimeout(timer);
    useSimilarOffer.setState({ offer: null });
    if (record === null || record.status !== 'judged') return;
    if ((useProject.getState().project?.imagery.length ?? 0) < 2) return;
    const { plotId } = record;
    timer = setTimeout(() => look(plotId).catch(showFailure), pauseMilliseconds);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
