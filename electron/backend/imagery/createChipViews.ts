import { computeBounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { ChipsView, VerdictView } from '../../../shared/domain/review/verdictView.ts';
import { findImagery } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { frameChip } from './frameChip.ts';
import { readChipBoundary } from './readChipBoundary.ts';

/**
 * What was on the screen of each plot judged on the thumbnail wall. The extent is that of the chip of the later image,
 * as renderPlotChip draws it. A plot without an image has no view.
 */
export function createChipViews(
  project: OpenProject,
  { earlierImageId, laterImageId, width, height, front, dwells }: ChipsView,
): (plotId: number) => VerdictView | undefined {
  const imageId = laterImageId ?? earlierImageId;
  const image = imageId === null ? undefined : findImagery(project.database, imageId);
  const dwellOf = new Map(dwells.map(({ plotId, milliseconds }) => [plotId, milliseconds]));
  return (plotId) => {
    if (image === undefined) return undefined;
    const bounds = computeBounds(readChipBoundary(project, plotId)) ?? image.bounds;
    const { minX, maxY, unitsPerPixelX, unitsPerPixelY } = frameChip(image, bounds, width, height).frame;
    return {
      ...{ earlierImageId, laterImageId, comparison: 'wall', front },
      extent: { minX, minY: maxY - height * unitsPerPixelY, maxX: minX + width * unitsPerPixelX, maxY },
      // a chip has no curtain, shows one epoch at a time, and shifts neither
      ...{ swipe: 0.5, swipeDirection: 'vertical', fade: 1, offsetX: 0, offsetY: 0 },
      dwellMilliseconds: dwellOf.get(plotId) ?? 0,
    };
  };
}
