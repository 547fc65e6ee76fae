import { containsXY, getIntersection, isEmpty } from 'ol/extent.js';
import { getPointResolution } from 'ol/proj.js';
import type RenderEvent from 'ol/render/Event.js';
import View from 'ol/View.js';
import type { ProjectSummary } from '../../shared/contract/records/projectRecords.ts';
import type { Bounds } from '../../shared/domain/geometry/multiPolygon.ts';
import { createMapPane, type MapPane } from './createMapPane.ts';
import { useDisplay } from './displayStore.ts';
import { createPieceLayer } from './layers/createPieceLayer.ts';
import { createPlotOverlay, type PlotOverlay } from './layers/createPlotOverlay.ts';
import { TiledSource } from './layers/TiledSource.ts';
import { linkViews } from './linkViews.ts';
import { layerSetting, metersPerPixelAt, type StageSide, setMap, showsTwoMaps, useMap } from './mapStore.ts';
import { useOffsets } from './offsetStore.ts';
import { registerProjection } from './registerProjection.ts';
import { closeScale, reviewScale } from './reviewScale.ts';
import { decodedTile, forgetTiles, heldTile } from './tiles/decodedTiles.ts';
import { eachTile, levelFor, tilesWithin } from './tiles/imageTiles.ts';
import type { TileAhead } from './tiles/upcomingPlots.ts';
import { forgetVectorTiles } from './tiles/vectorTiles.ts';

/** The map of one project as the panes and commands use it; nothing outside this folder sees OpenLayers. */
export interface ProjectMap {
  readonly overlay: PlotOverlay;
  fit(bounds: Bounds, options?: { readonly marginShare?: number; readonly animate?: boolean }): void;
  /** Centres on bounds at a fixed scale; a plot larger than the window is fitted instead. */
  showAtScale(bounds: Bounds, denominator: number): void;
  /** Centres on a plot at the scale it is judged at. */
  showPlot(bounds: Bounds): void;
  /** Draws what it is set to at once, not with the next frame; drawn is told when that frame has taken it over. */
  drawNow(): void;
  /** The tiles of both epochs and of the layers that showPlot will need. */
  tilesOfPlot(bounds: Bounds): readonly TileAhead[];
  setScale(denominator: number): void;
  zoomBy(levels: number): void;
  /** Calls back each time everything asked for is drawn. Returns how to stop. */
  onDrawn(listener: () => void): () => void;
  /** Why an image could not be read where the stage shows it; null where it could. */
  failureOf(imageId: string): unknown;
  /** What the view shows of the project, in its own coordinates. */
  extent(): Bounds;
  /** True while the view shows the middle of these bounds. */
  shows(bounds: Bounds): boolean;
  /** Repaints the plots after a verdict. */
  restylePlots(): void;
  destroy(): void;
}

/** What the view has to be set to. */
interface Place {
  readonly center: readonly [number, number];
  readonly resolution: number;
}

/** A plot smaller than this share of the stage is looked at from nearer. */
const speckShare = 0.25;
/** Room left on every side of a plot that is fitted into the stage. */
const plotMarginShare = 0.25;
const smallestMetersPerPixel = 0.05;
const largestMetersPerPixel = 2_000;

export function createProjectMap(
  target: HTMLElement,
  secondTarget: HTMLElement,
  project: ProjectSummary,
  onPick: (plotId: number) => void,
): ProjectMap {
  const projection = registerProjection(project.crs, project.proj4Definition);
  const pixelRatio = window.devicePixelRatio;
  const unitMeters = projection.getMetersPerUnit() ?? 1;
  const createView = () =>
    new View({
      projection,
      constrainResolution: false,
      enableRotation: false,
      minResolution: smallestMetersPerPixel / unitMeters,
      maxResolution: largestMetersPerPixel / unitMeters,
      smoothExtentConstraint: false,
      showFullExtent: true,
      center: [0, 0],
      resolution: 10 / unitMeters,
    });
  const view = createView();
  const metersPerPixel = (resolution: number) => {
    const center = view.getCenter() ?? [0, 0];
    return getPointResolution(projection, resolution, center, 'm');
  };

  const overlay = createPlotOverlay(pixelRatio);
  const pieces = createPieceLayer(pixelRatio);
  const shared = {
    project,
    overlay,
    pieces,
    metersPerPixel,
    onPick,
    sources: new Map(
      project.layers
        .filter((layer) => layer.bounds !== null)
        .map((layer) => [layer.id, new TiledSource(layer, projection)]),
    ),
  };
  const drawnListeners = new Set<() => void>();
  /** What was drawn at once is on the screen only after a frame, and is not told before. */
  let framesToCome = 0;
  let heldBack: (() => void) | null = null;
  const frameCame = () => {
    framesToCome--;
    if (framesToCome > 0) return;
    const tell = heldBack;
    heldBack = null;
    tell?.();
  };
  /** A frame counts that shows what the view is set to by now, with all the tiles of every map of the stage. */
  const onRendered = (event: RenderEvent, shown: View) => {
    if (framesToCome > 0) {
      heldBack = () => onRendered(event, shown);
      return;
    }
    const { center, resolution } = event.frameState?.viewState ?? {};
    const [x, y] = shown.getCenter() ?? [];
    if (center?.[0] !== x || center?.[1] !== y || resolution !== shown.getResolution()) return;
    if (!panes().every((pane) => pane.isComplete())) return;
    if (!useMap.getState().painted) setMap({ painted: true });
    for (const listener of drawnListeners) listener();
  };
  const createPane = (element: HTMLElement, side: StageSide, paneView: View) => {
    const pane = createMapPane({ ...shared, target: element, side, view: paneView });
    pane.map.on('rendercomplete', (event) => onRendered(event, paneView));
    return pane;
  };
  const first = createPane(target, 'first', view);
  let second: MapPane | null = null;
  let link: ReturnType<typeof linkViews> | null = null;
  const panes = () => (second === null ? [first] : [first, second]);

  const applySettings = () => {
    const dual = showsTwoMaps(useMap.getState());
    if (dual && second === null) {
      const secondView = createView();
      link = linkViews(view, secondView, () => useMap.getState().secondScale);
      second = createPane(secondTarget, 'second', secondView);
    }
    if (!dual && second !== null) {
      link?.stop();
      link = null;
      second.destroy();
      second = null;
    }
    link?.settle();
    for (const pane of panes()) pane.applySettings();
  };
  const repaint = () => {
    for (const pane of panes()) pane.map.render();
  };
  const stops = [
    useMap.subscribe((state, before) => {
      if (state.flashRule !== before.flashRule) overlay.flash(state.flashRule);
      if (state.labelsShown !== before.labelsShown) for (const pane of panes()) pane.restyleAll();
      if (state.metersPerPixel !== before.metersPerPixel) return;
      if (state.pointerPixel === before.pointerPixel) applySettings();
      else if (state.comparison === 'lens') first.map.render();
    }),
    useDisplay.subscribe(repaint),
    useOffsets.subscribe(repaint),
  ];
  const reportScale = () => setMap({ metersPerPixel: metersPerPixel(view.getResolution() ?? 1) });
  view.on('change:resolution', reportScale);

  const extentOf = (bounds: Bounds) => [bounds.minX, bounds.minY, bounds.maxX, bounds.maxY];
  if (project.bounds !== null)
    view.fit(extentOf(project.bounds), { size: sizeOf(target), padding: [40, 40, 40, 40] });
  applySettings();
  reportScale();

  const fittedResolution = (bounds: Bounds, marginShare: number) => {
    const [width, height] = sizeOf(target);
    const pad = 2 * Math.min(width, height) * marginShare;
    return view.getResolutionForExtent(extentOf(bounds), [width - pad, height - pad]);
  };
  /** Centred at a fixed scale; a plot larger than the window is fitted instead. */
  const placeAtScale = (bounds: Bounds, denominator: number): Place => {
    const center = [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2] as const;
    const groundPerUnit = getPointResolution(projection, 1, [...center], 'm') || 1;
    const resolution = metersPerPixelAt(denominator) / groundPerUnit;
    const [width, height] = sizeOf(target);
    const fits =
      bounds.maxX - bounds.minX < width * resolution * 0.9 &&
      bounds.maxY - bounds.minY < height * resolution * 0.9;
    return { center, resolution: fits ? resolution : fittedResolution(bounds, plotMarginShare) };
  };
  const placeOfPlot = (bounds: Bounds): Place => {
    const longest = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY) * unitMeters;
    const pixels = longest / metersPerPixelAt(reviewScale);
    const speck = pixels < Math.min(...sizeOf(target)) * speckShare;
    return placeAtScale(bounds, speck ? closeScale : reviewScale);
  };
  const show = ({ center, resolution }: Place) => {
    view.setCenter([...center]);
    view.setResolution(resolution);
  };

  return {
    overlay,
    fit(bounds, { marginShare = plotMarginShare, animate = false } = {}) {
      // as the stage is now: the view itself learns of another size only with its next frame
      const size = sizeOf(target);
      const pad = Math.min(...size) * marginShare;
      const padding = [pad, pad, pad, pad];
      view.fit(extentOf(bounds), { size, padding, ...(animate ? { duration: 180 } : {}) });
    },
    showAtScale(bounds, denominator) {
      show(placeAtScale(bounds, denominator));
    },
    showPlot: (bounds) => show(placeOfPlot(bounds)),
    drawNow() {
      for (const pane of panes()) pane.map.renderSync();
      framesToCome++;
      // a task of its own: by then the frame is laid out, painted and handed over
      requestAnimationFrame(() => setTimeout(frameCame));
    },
    tilesOfPlot(bounds) {
      const { center, resolution } = placeOfPlot(bounds);
      const [width, height] = sizeOf(target);
      const [x, y] = center;
      const [halfWidth, halfHeight] = [(width * resolution) / 2, (height * resolution) / 2];
      const extent = [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
      const tiles: TileAhead[] = [];
      const state = useMap.getState();
      const [minX = 0, minY = 0, maxX = 0, maxY = 0] = extent;
      for (const image of project.imagery) {
        if (image.id !== state.earlierImageId && image.id !== state.laterImageId) continue;
        const enlarged = showsTwoMaps(state) && image.id === state.laterImageId ? state.secondScale : 1;
        const level = levelFor(image, resolution / pixelRatio / enlarged);
        const block = tilesWithin(image, level, { minX, minY, maxX, maxY });
        if (block === null) continue;
        for (const place of eachTile(block)) {
          const address = { imageId: image.id, ...place };
          tiles.push({ fetch: () => decodedTile(address), isReady: () => heldTile(address) !== null });
        }
      }
      for (const [layerId, source] of shared.sources) {
        const grid = source.getTileGrid();
        if (!layerSetting(state, layerId).visible || !grid) continue;
        // beyond its extent a grid has no tiles to ask for
        const within = getIntersection(extent, grid.getExtent() ?? extent);
        if (isEmpty(within)) continue;
        const level = grid.getZForResolution(resolution, source.zDirection);
        grid.forEachTileCoord(within, level, ([z = 0, column = 0, row = 0]) =>
          tiles.push({
            fetch: () => source.fetchTile(z, column, row),
            isReady: () => source.hasTile(z, column, row),
          }),
        );
      }
      return tiles;
    },
    setScale: (denominator) => view.setResolution(metersPerPixelAt(denominator) / (metersPerPixel(1) || 1)),
    zoomBy: (levels) => view.animate({ zoom: (view.getZoom() ?? 0) + levels, duration: 120 }),
    onDrawn(listener) {
      drawnListeners.add(listener);
      return () => drawnListeners.delete(listener);
    },
    failureOf: (imageId) =>
      panes()
        .map((pane) => pane.failureOf(imageId))
        .find((failure) => failure !== null) ?? null,
    extent() {
      const [minX = 0, minY = 0, maxX = 0, maxY = 0] = view.calculateExtent(sizeOf(target));
      return { minX, minY, maxX, maxY };
    },
    shows: (bounds) =>
      containsXY(
        view.calculateExtent(sizeOf(target)),
        (bounds.minX + bounds.maxX) / 2,
        (bounds.minY + bounds.maxY) / 2,
      ),
    restylePlots: () => {
      for (const pane of panes()) pane.restylePlots();
    },
    destroy() {
      for (const stop of stops) stop();
      pieces.stop();
      heldBack = null;
      link?.stop();
      for (const pane of panes()) pane.destroy();
      forgetTiles();
      forgetVectorTiles();
    },
  };
}

function sizeOf(element: HTMLElement): [number, number] {
  return [element.clientWidth, element.clientHeight];
}
