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

/**
 * The pieces of all plots in view, each in the colour of the rule that takes it, while the 核算 mode is open. The
 * current plot is left to its own overlay, which draws it stronger. Returns how to stop.
 */
export function createPieceLayer(map: OlMap, pixelRatio: number): () => void {
  const source = new VectorSource();
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
  const layer = new VectorLayer({
    className: 'plan',
    source,
    zIndex: 25,
    visible: false,
    style: (feature) =>
      feature.get('pieceOf') === useCurrentPlot.getState().plotId ? [] : [styleOf(feature.get('rule'))],
  });
  map.addLayer(layer);

  let asked = 0;
  const load = async () => {
    const { active, shown } = usePieces.getState();
    const run = useProject.getState().project?.run ?? null;
    const wanted = active && shown && run !== null;
    layer.setVisible(wanted);
    const question = ++asked;
    const size = map.getSize();
    if (!wanted || size === undefined) return;
    const [minX = 0, minY = 0, maxX = 0, maxY = 0] = map.getView().calculateExtent(size);
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

  const moved = map.on('moveend', () => void load());
  const stops = [
    usePieces.subscribe((state, before) => {
      if (state.active !== before.active || state.shown !== before.shown) void load();
    }),
    useProject.subscribe((state, before) => {
      if (state.project?.run?.runId !== before.project?.run?.runId) void load();
    }),
    useCurrentPlot.subscribe((state, before) => {
      if (state.plotId !== before.plotId) layer.changed();
    }),
  ];
  void load();
  return () => {
    unByKey(moved);
    for (const stop of stops) stop();
  };
}
