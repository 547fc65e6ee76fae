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

/** Looks for similar plots after each verdict on one plot, one question at a time. Returns how to stop. */
export function followVerdicts(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The plot judged last, until it is asked about. */
  let wanted: number | null = null;
  let asking = false;
  const look = async () => {
    // the backend may take minutes for its first answer: whoever judges on asks about the newest plot then
    if (asking || wanted === null) return;
    const plotId = wanted;
    wanted = null;
    asking = true;
    try {
      const { plots } = await backend.call('similar.find', { plotId });
      const count = plots.filter(({ preselected }) => preselected).length;
      if (useLastVerdict.getState().record?.plotId === plotId)
        useSimilarOffer.setState({ offer: count >= fewestWorthIt ? { plotId, count } : null });
    } finally {
      asking = false;
    }
    await look();
  };
  const stop = useLastVerdict.subscribe(({ record }) => {
    clearTimeout(timer);
    wanted = null;
    useSimilarOffer.setState({ offer: null });
    if (record === null || record.status !== 'judged') return;
    if ((useProject.getState().project?.imagery.length ?? 0) < 2) return;
    const { plotId } = record;
    timer = setTimeout(() => {
      wanted = plotId;
      look().catch(showFailure);
    }, pauseMilliseconds);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
