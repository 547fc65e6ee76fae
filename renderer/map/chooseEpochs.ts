import type { ImagerySummary } from '../../shared/contract/records/imageryRecords.ts';
import type { ProjectSummary } from '../../shared/contract/records/projectRecords.ts';
import { setMap, useMap } from './mapStore.ts';

/** Imagery in the order it was taken. */
export function imageryByDate(project: ProjectSummary): readonly ImagerySummary[] {
  return [...project.imagery].sort((a, b) => a.epoch.localeCompare(b.epoch));
}

/** The last two epochs are compared unless the reviewer chose others that are still there. */
export function chooseEpochs(project: ProjectSummary): void {
  const images = imageryByDate(project);
  const { earlierImageId, laterImageId } = useMap.getState();
  const has = (id: string | null) => images.some((image) => image.id === id);
  if (has(earlierImageId) && has(laterImageId)) return;
  const later = images.at(-1)?.id ?? null;
  setMap({ laterImageId: later, earlierImageId: images.at(-2)?.id ?? later });
}

/** `,` and `.`: the earlier image moves through the epochs before the later one. */
export function stepEpoch(project: ProjectSummary, step: 1 | -1): void {
  const images = imageryByDate(project);
  const { earlierImageId, laterImageId } = useMap.getState();
  const index = images.findIndex((image) => image.id === earlierImageId) + step;
  const next = images[index];
  if (next !== undefined && next.id !== laterImageId) setMap({ earlierImageId: next.id });
}
