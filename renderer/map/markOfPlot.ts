import type { ReviewStatus } from '../../shared/domain/review/reviewStatus.ts';
import { reviewStatusLabels } from '../../shared/text/labels.zh-CN.ts';
import { useProject } from '../session/projectStore.ts';
import { useVerdictMarks } from '../session/verdictMarkStore.ts';
import type { PlotMark } from './styles/plotStyle.ts';
import { patternShapes } from './styles/verdictPattern.ts';

const openStatuses: readonly ReviewStatus[] = ['unjudged'];

/** Colour and sign of a plot on the map; undefined while it is unjudged. */
export function markOfPlot(plotId: unknown): PlotMark | undefined {
  if (typeof plotId !== 'number') return undefined;
  const state = useVerdictMarks.getState().marks.get(plotId);
  if (state === undefined || openStatuses.includes(state.status)) return undefined;
  const options = useProject.getState().scheme?.options ?? [];
  const index = options.findIndex(({ code }) => code === state.verdictCode);
  const looks = options[index] ?? reviewStatusLabels[state.status];
  const pattern = patternShapes[(index < 0 ? options.length : index) % patternShapes.length] ?? 'rings';
  return { color: looks.color, glyph: looks.glyph, pattern };
}
