import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { PlotPlace } from '../storage/project/readPlotWkbs.ts';
import { computeHilbertIndex } from './computeHilbertIndex.ts';

/** Near plots after each other, so that a batch meets few exclusions. */
export function sortAlongCurve(places: PlotPlace[], extent: Bounds): void {
  const keys = new Map(
    places.map(({ plotId, minX, maxX, minY, maxY }) => [
      plotId,
      computeHilbertIndex((minX + maxX) / 2, (minY + maxY) / 2, extent),
    ]),
  );
  const keyOf = (place: PlotPlace): number => keys.get(place.plotId) ?? 0;
  places.sort((a, b) => keyOf(a) - keyOf(b) || a.plotId - b.plotId);
}
