import Feature from 'ol/Feature.js';
import WKB from 'ol/format/WKB.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import type { PlotPiece } from '../../session/currentPlotStore.ts';
import { pieceStyles } from '../styles/overlayStyle.ts';
import { currentPlotStyles } from '../styles/plotStyle.ts';

const format = new WKB();

/** The current plot in its exact shape, with the pieces its bill is made of. */
export interface PlotOverlay {
  /** Layers of it for one more map. */
  createLayers(): readonly VectorLayer[];
  show(geometry: Uint8Array | null, pieces: readonly PlotPiece[]): void;
  flash(rule: string | null): void;
}

export function createPlotOverlay(pixelRatio: number): PlotOverlay {
  const outline = new VectorSource();
  const hatched = new VectorSource();
  let flashRule: string | null = null;
  return {
    createLayers: () => [
      new VectorLayer({
        className: 'plan',
        source: hatched,
        zIndex: 30,
        style: (feature) => [...pieceStyles(feature, flashRule, pixelRatio)],
      }),
      new VectorLayer({ className: 'plan', source: outline, zIndex: 40, style: [...currentPlotStyles] }),
    ],
    show(geometry, pieces) {
      outline.clear();
      hatched.clear();
      if (geometry !== null) outline.addFeature(new Feature(format.readGeometry(geometry) ?? undefined));
      for (const piece of pieces) {
        const [rule] = piece.rules;
        if (rule === undefined) continue;
        const feature = new Feature(format.readGeometry(piece.wkb) ?? undefined);
        feature.setProperties({ rule, rules: piece.rules });
        hatched.addFeature(feature);
      }
    },
    flash(rule) {
      flashRule = rule;
      hatched.changed();
    },
  };
}
