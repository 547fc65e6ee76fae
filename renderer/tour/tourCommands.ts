import { type Command, defineCommand } from '../commands/Command.ts';
import { useProject } from '../session/projectStore.ts';
import { endTour, showTourStep, useTour } from '../session/tourStore.ts';
import { tourSteps } from './tourSteps.ts';

const group = '帮助';
const needsTour = () => (useTour.getState().step === null ? '导览没有打开，可先选“重看导览”。' : null);

/** One step on; after the last one the tour is over. */
export function nextTourStep(): void {
  const step = (useTour.getState().step ?? -1) + 1;
  if (step < tourSteps.length) showTourStep(step);
  else endTour();
}

export function previousTourStep(): void {
  showTourStep(Math.max(0, (useTour.getState().step ?? 0) - 1));
}

export const tourCommands: readonly Command[] = [
  defineCommand({
    id: 'tour.start',
    title: '重看导览',
    group,
    disabledReason: () => (useProject.getState().project === null ? '请先打开示例县或项目。' : null),
    run: () => showTourStep(0),
  }),
  defineCommand({
    id: 'tour.next',
    title: '导览：下一步',
    group,
    keys: ['Alt+KeyN'],
    disabledReason: needsTour,
    run: nextTourStep,
  }),
  defineCommand({
    id: 'tour.previous',
    title: '导览：上一步',
    group,
    keys: ['Alt+KeyP'],
    disabledReason: needsTour,
    run: previousTourStep,
  }),
  defineCommand({ id: 'tour.end', title: '导览：跳过', group, disabledReason: needsTour, run: endTour }),
];
