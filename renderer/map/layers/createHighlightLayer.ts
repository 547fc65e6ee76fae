import VectorTileLayer from 'ol/layer/VectorTile.js';
import { useSelection } from '../../session/selectionStore.ts';
import { useHover } from '../hoverStore.ts';
import { hoveredPlotStyles, selectedPlotStyles } from '../styles/plotStyle.ts';
import type { TiledSource } from './TiledSource.ts';

/**
 * The plots that are selected, and the one under the pointer, found by their ids in the tiles that are drawn anyway:
 * only these are drawn anew when the selection or the pointer moves. `stop` ends following them.
 */
export function createHighlightLayer(source: TiledSource): {
  readonly layer: VectorTileLayer;
  stop(): void;
} {
  const layer = new VectorTileLayer({
    className: 'plan',
    source,
    renderMode: 'vector',
    zIndex: 22,
    style(feature) {
      const plotId = feature.get('plotId') as number | undefined;
      if (plotId === undefined) return undefined;
      const { hovered } = useHover.getState();
      const isHovered = hovered?.kind === 'plot' && hovered.plotId === plotId;
      if (useSelection.getState().selected.has(plotId)) {
        return isHovered ? [...selectedPlotStyles, ...hoveredPlotStyles] : [...selectedPlotStyles];
      }
      return isHovered ? [...hoveredPlotStyles] : undefined;
    },
  });
  const hoveredId = () => {
    const { hovered } = useHover.getState();
    return hovered?.kind === 'plot' ? hovered.plotId : null;
  };
  let shownId = hoveredId();
  const stops = [
    useSelection.subscribe((state, before) => {
      if (state.selected !== before.selected) layer.changed();
    }),
    useHover.subscribe(() => {
      // words that arrive change nothing here
      if (hoveredId() === shownId) return;
      shownId = hoveredId();
      layer.changed();
    }),
  ];
  return {
    layer,
    stop() {
      for (const stop of stops) stop();
    },
  };
}
