import type { ReviewStatus } from '../../shared/domain/review/reviewStatus.ts';
import { reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { useProject } from '../session/projectStore.ts';
import { useVerdictMarks } from '../session/verdictMarkStore.ts';
import type { PlotMark } from './styles/plotStyle.ts';

const openStatuses: readonly ReviewStatus[] = ['unjudged'];

/** Colour and sign of a plot on the map; undefined while it is unjudged. */
export function markOfPlot(plotId: unknown): PlotMark | undefined {
  if (typeof plotId !== 'number') return undefined;
  const state = useVerdictMarks.getState().marks.get(plotId);
  if (state === undefined || openStatuses.includes(state.status)) return undefined;
  const option = useProject.getState().scheme?.options.find(({ code }) => code === state.verdictCode);
  const { color, glyph } = option ?? reviewStatusLabels[state.status];
  return { color, glyph, pattern: option?.pattern ?? 'rings' };
}
