import type { Extent } from 'ol/extent.js';
import { createEmpty, extend } from 'ol/extent.js';
import Feature from 'ol/Feature.js';
import WKB from 'ol/format/WKB.js';
import VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import { unByKey } from 'ol/Observable.js';
import VectorSource from 'ol/source/Vector.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import { backend } from '../../backend/backend.ts';
import { useCurrentPlot } from '../../session/currentPlotStore.ts';
import { useProject } from '../../session/projectStore.ts';
import { showFailure } from '../../session/toastStore.ts';
import { setPieces, usePieces } from '../pieceStore.ts';
import { hatchPattern } from '../styles/hatchPattern.ts';
import { ruleStyle } from '../styles/ruleStyle.ts';

/** More than this are a carpet, not a map. */
const mostPieces = 4_000;
const format = new WKB();

/** Pieces of the county, the same ones on every map of the stage. */
export interface PieceLayer {
  /** Shows them on one more map. Returns how to take them off it. */
  addTo(map: OlMap): () => void;
  stop(): void;
}

/**
 * The pieces of all plots in view, each in the colour of the rule that takes it, while the 核算 mode is open. The
 * current plot is left to its own overlay, which draws it stronger.
 */
export function createPieceLayer(pixelRatio: number): PieceLayer {
  const source = new VectorSource();
  const layers = new Map<OlMap, VectorLayer>();
  const styles = new Map<string, Style>();
  const styleOf = (rule: string): Style => {
    const known = styles.get(rule);
    if (known !== undefined) return known;
    const look = ruleStyle(rule);
    const style = new Style({
      fill: new Fill({ color: hatchPattern(look, 1.5, pixelRatio) }),
      stroke: new Stroke({ color: look.mapColor, width: 1 }),
    });
    styles.set(rule, style);
    return style;
  };
  const isWanted = () => {
    const { active, shown } = usePieces.getState();
    return active && shown && useProject.getState().project?.run != null;
  };

  let asked = 0;
  const load = async () => {
    const wanted = isWanted();
    for (const layer of layers.values()) layer.setVisible(wanted);
    const question = ++asked;
    const extent = extentOfAll([...layers.keys()]);
    if (!wanted || extent === null) return;
    const [minX = 0, minY = 0, maxX = 0, maxY = 0] = extent;
    try {
      const bounds = { minX, minY, maxX, maxY };
      const { pieces, more } = await backend.call('eligibility.piecesIn', { bounds, limit: mostPieces });
      if (question !== asked) return;
      const features = pieces.flatMap(({ plotId, rules, wkb }) => {
        // the first one takes the piece
        const [rule] = rules;
        if (rule === undefined) return [];
        const feature = new Feature(format.readGeometry(wkb) ?? undefined);
        feature.setProperties({ rule, pieceOf: plotId });
        return [feature];
      });
      source.clear(true);
      source.addFeatures(features);
      if (usePieces.getState().more !== more) setPieces({ more });
    } catch (error) {
      showFailure(error);
    }
  };

  const stops = [
    usePieces.subscribe((state, before) => {
      if (state.active !== before.active || state.shown !== before.shown) void load();
    }),
    useProject.subscribe((state, before) => {
      if (state.project?.run?.runId !== before.project?.run?.runId) void load();
    }),
    useCurrentPlot.subscribe((state, before) => {
      if (state.plotId === before.plotId) return;
      for (const layer of layers.values()) layer.changed();
    }),
  ];
  return {
    addTo(map) {
      const layer = new VectorLayer({
        className: 'plan',
        source,
        zIndex: 25,
        visible: isWanted(),
        style: (feature) =>
          feature.get('pieceOf') === useCurrentPlot.getState().plotId ? [] : [styleOf(feature.get('rule'))],
      });
      layers.set(map, layer);
      map.addLayer(layer);
      const moved = map.on('moveend', () => void load());
      void load();
      return () => {
        unByKey(moved);
        layers.delete(map);
      };
    },
    stop() {
      // an answer on its way is for nobody
      asked++;
      for (const stop of stops) stop();
    },
  };
}

/** What the maps show together: they may differ in scale. Null while none of them is laid out. */
function extentOfAll(maps: readonly OlMap[]): Extent | null {
  const shown = maps.flatMap((map) => {
    const size = map.getSize();
    return size === undefined ? [] : [map.getView().calculateExtent(size)];
  });
  if (shown.length === 0) return null;
  return shown.reduce((all, one) => extend(all, one), createEmpty());
}
