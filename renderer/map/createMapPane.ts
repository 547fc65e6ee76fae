import type { FeatureLike } from 'ol/Feature.js';
import { defaults as defaultInteractions } from 'ol/interaction/defaults.js';
import type VectorTileLayer from 'ol/layer/VectorTile.js';
import OlMap from 'ol/Map.js';
import type Style from 'ol/style/Style.js';
import type View from 'ol/View.js';
import type { ProjectSummary } from '../../shared/contract/records/projectRecords.ts';
import { isDrawing } from '../session/drawingStore.ts';
import { toggleSelected } from '../session/selectionStore.ts';
import { epochPaint, epochPresence, imagesAt } from './epochPaint.ts';
import { createFieldLayers } from './layers/createFieldLayers.ts';
import { createHighlightLayer } from './layers/createHighlightLayer.ts';
import { createImageryLayer, type ImageryLayer } from './layers/createImageryLayer.ts';
import type { PieceLayer } from './layers/createPieceLayer.ts';
import type { PlotOverlay } from './layers/createPlotOverlay.ts';
import { createShadingLayers } from './layers/createShadingLayers.ts';
import { createTiledLayers } from './layers/createTiledLayers.ts';
import type { TiledSource } from './layers/TiledSource.ts';
import { imageSettingKey, layerSetting, type StageSide, setMap, useMap } from './mapStore.ts';
import { markOfPlot } from './markOfPlot.ts';
import { labelStyle } from './styles/labelStyle.ts';
import { overlayStyles } from './styles/overlayStyle.ts';
import { plotCellStyle, plotStyle } from './styles/plotStyle.ts';
import { adjustByDrag } from './tools/adjustByDrag.ts';
import { attachDrawing } from './tools/attachDrawing.ts';
import { hoverPlots } from './tools/hoverPlots.ts';

/** The backend answers from memory or disk: there is no server to spare. */
const tilesAtOnce = 64;

export interface MapPane {
  readonly map: OlMap;
  /** Brings its layers in line with the reviewer's settings. */
  applySettings(): void;
  restylePlots(): void;
  /** Repaints every layer of features. */
  restyleAll(): void;
  /** True where every image on it was drawn with all its tiles. */
  isComplete(): boolean;
  /** Why an image on it could not be read where it is shown; null where it could. */
  failureOf(imageId: string): unknown;
  destroy(): void;
}

interface MapPaneOptions {
  readonly target: HTMLElement;
  readonly project: ProjectSummary;
  readonly view: View;
  readonly side: StageSide;
  /** Tiles by layer id; the maps of 双屏 draw the same ones. */
  readonly sources: ReadonlyMap<string, TiledSource>;
  readonly overlay: PlotOverlay;
  readonly pieces: PieceLayer;
  readonly metersPerPixel: (resolution: number) => number;
  readonly onPick: (plotId: number) => void;
}

/** One map of the stage: the whole of it, or one half in 双屏. */
export function createMapPane(options: MapPaneOptions): MapPane {
  const { target, project, view, side, sources, overlay, pieces, metersPerPixel, onPick } = options;
  const pixelRatio = window.devicePixelRatio;
  const size = (): [number, number] => [target.clientWidth, target.clientHeight];
  const epochs = new Map<string, ImageryLayer>(
    project.imagery.map((image) => [
      image.id,
      createImageryLayer(image, (size) => epochPaint(image.id, side, size)),
    ]),
  );

  const plotLayers: VectorTileLayer[] = [];
  const drawn = new Map<string, readonly VectorTileLayer[]>();
  const highlights = new Map<string, ReturnType<typeof createHighlightLayer>>();
  for (const layer of project.layers) {
    const source = sources.get(layer.id);
    if (source === undefined) continue;
    const isPlots = layer.role === 'plots';
    const styles = isPlots ? [] : overlayStyles(layer, pixelRatio);
    const tiled = createTiledLayers(
      layer,
      source,
      (feature, resolution) => {
        const scale = metersPerPixel(resolution);
        const shape = isPlots ? styleOfPlot(feature, scale, pixelRatio) : styles;
        if (!useMap.getState().labelsShown) return shape;
        return [...shape, ...labelStyle(feature.get(isPlots ? 'plotNo' : 'label'), scale)];
      },
      isPlots ? 20 : 10,
    );
    drawn.set(layer.id, tiled);
    if (!isPlots) continue;
    plotLayers.push(...tiled);
    highlights.set(layer.id, createHighlightLayer(source));
  }
  const overlayLayers = overlay.createLayers();

  const map = new OlMap({
    target,
    view,
    controls: [],
    interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false }),
    layers: [
      ...[...epochs.values()].map(({ layer }) => layer),
      ...[...drawn.values()].flat(),
      ...[...highlights.values()].map(({ layer }) => layer),
      ...overlayLayers,
    ],
    pixelRatio,
    maxTilesLoading: tilesAtOnce,
  });

  map.on('pointermove', (event) => {
    const [x = 0, y = 0] = event.coordinate;
    const [left = 0, top = 0] = event.pixel;
    setMap({ pointer: [x, y], pointerPixel: [left, top], pointerSide: side, paneSize: size() });
  });
  map.on('singleclick', (event) => {
    if (isDrawing()) return;
    const hit = map.forEachFeatureAtPixel(
      event.pixel,
      (feature) => feature.get('plotId') as number | undefined,
      { layerFilter: (layer) => plotLayers.includes(layer as VectorTileLayer), hitTolerance: 2 },
    );
    if (hit === undefined) return;
    const { ctrlKey, metaKey } = event.originalEvent;
    if (ctrlKey || metaKey) toggleSelected(hit);
    else onPick(hit);
  });
  const stopHovering = hoverPlots(map, (layer) => plotLayers.includes(layer as VectorTileLayer));
  const stopDrawing = attachDrawing(map);
  const removeFieldLayers = createFieldLayers(map);
  const removeShadings = createShadingLayers(map);
  const removePieces = pieces.addTo(map);
  const stopAdjusting = adjustByDrag(target, (x, y) => imagesAt(side, size(), [x, y]));
  const forgetPointer = () => setMap({ pointerPixel: null });
  target.addEventListener('pointerleave', forgetPointer);

  return {
    map,
    applySettings() {
      const state = useMap.getState();
      for (const [id, { layer }] of epochs) {
        const setting = layerSetting(state, imageSettingKey(id));
        const { shown, opacity } = epochPresence(id, side);
        layer.setVisible(shown && setting.visible);
        layer.setOpacity(setting.opacity * opacity);
        layer.setZIndex(id === state.laterImageId ? 2 : 1);
      }
      for (const [id, layers] of drawn) {
        const setting = layerSetting(state, id);
        for (const layer of layers) {
          layer.setVisible(setting.visible && !state.linesHidden);
          layer.setOpacity(setting.opacity);
        }
      }
      for (const [id, { layer }] of highlights) {
        layer.setVisible(layerSetting(state, id).visible && !state.linesHidden);
      }
      for (const layer of overlayLayers) layer.setVisible(!state.linesHidden);
      map.render();
    },
    restylePlots() {
      for (const layer of plotLayers) layer.changed();
    },
    restyleAll() {
      for (const layer of [...drawn.values()].flat()) layer.changed();
    },
    isComplete: () => [...epochs.values()].every((epoch) => epoch.isComplete()),
    failureOf: (imageId) => epochs.get(imageId)?.failure() ?? null,
    destroy() {
      stopHovering();
      for (const { stop } of highlights.values()) stop();
      stopDrawing();
      removeFieldLayers();
      removeShadings();
      removePieces();
      stopAdjusting();
      target.removeEventListener('pointerleave', forgetPointer);
      map.setTarget(undefined);
      // the view and the sources go on without this map
      map.setView(null);
      map.dispose();
    },
  };
}

function styleOfPlot(feature: FeatureLike, metersPerPixel: number, pixelRatio: number): readonly Style[] {
  const count = feature.get('count') as number | undefined;
  if (count !== undefined) return plotCellStyle(count);
  return plotStyle(markOfPlot(feature.get('plotId')), metersPerPixel, pixelRatio);
}
