import { useEffect, useRef } from 'react';
import type { ProjectSummary } from '../../shared/contract/records/projectRecords.ts';
import type { Bounds } from '../../shared/domain/geometry/multiPolygon.ts';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { drawPicturesBy, tellDrawn } from '../session/plotDrawn.ts';
import { useProject } from '../session/projectStore.ts';
import { boundsOfCell, cellMarginShare, useSweep } from '../session/sweepStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { loadVerdictMarks, useVerdictMarks } from '../session/verdictMarkStore.ts';
import { useView } from '../session/viewStore.ts';
import { activeMap, setActiveMap } from './activeMap.ts';
import { chooseEpochs } from './chooseEpochs.ts';
import { createProjectMap } from './createProjectMap.ts';
import { followSeenEpochs } from './followSeenEpochs.ts';
import { HoverTip } from './HoverTip.tsx';
import { MapFurniture } from './MapFurniture.tsx';
import { MirroredPointer } from './MirroredPointer.tsx';
import { setMap, settleLayers, showsTwoMaps, useMap } from './mapStore.ts';
import { loadOffsets } from './offsetStore.ts';
import { loadShadings } from './shadingStore.ts';
import { prefetchUpcomingPlots } from './tiles/upcomingPlots.ts';

/** What the map is made of: it is built again only when this changes. */
function mapIdentity(project: ProjectSummary): string {
  // a layer from no file grows and shrinks as reviewers draw its plots
  const layers = project.layers.map((layer) => {
    const drawn = layer.sourceFile === '' ? layer.features : '';
    return `${layer.id}:${layer.importedAtUtc}:${layer.rule}:${drawn}`;
  });
  return [project.directory, project.crs, ...layers, ...project.imagery.map((image) => image.id)].join('|');
}

/** Everything of the current plot is on the screen: for what waits for it, and for measurements. */
function markPlotDrawn(): void {
  const { plotId, detail } = useCurrentPlot.getState();
  if (detail === null || detail.plotId !== plotId) return;
  performance.mark('plot-drawn', { detail: plotId });
  tellDrawn(plotId);
}

/** The stage: imagery, plots and everything that floats over them. */
export function MapStage() {
  const project = useProject((state) => state.project);
  const painted = useMap((state) => state.painted);
  const target = useRef<HTMLDivElement>(null);
  const second = useRef<HTMLDivElement>(null);
  /** What was on the screen of a project whose map is built anew: the eye stays there. */
  const left = useRef<{ readonly directory: string; readonly extent: Bounds } | null>(null);
  const dual = useMap(showsTwoMaps);
  const starting = useCurrentPlot((state) => state.starting);
  const identity = project === null || starting ? '' : mapIdentity(project);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new summary of the same layers keeps the map
  useEffect(() => {
    if (target.current === null || second.current === null || project === null || starting) {
      left.current = null;
      return;
    }
    setMap({ painted: false });
    chooseEpochs(project);
    settleLayers(project.layers);
    const map = createProjectMap(target.current, second.current, project, (plotId) =>
      selectPlot(plotId, 'map'),
    );
    setActiveMap(map);
    loadVerdictMarks().catch(showFailure);
    loadOffsets().catch(showFailure);
    loadShadings().catch(showFailure);
    const { geometry, pieces, detail } = useCurrentPlot.getState();
    map.overlay.show(geometry, pieces);
    const { grid, cell } = useSweep.getState();
    if (left.current?.directory === project.directory) map.fit(left.current.extent, { marginShare: 0 });
    // gone to before there was a map
    else if (grid !== null && cell !== null)
      map.fit(boundsOfCell(grid, cell), { marginShare: cellMarginShare });
    else if (detail !== null) map.showPlot(detail.bounds);

    const seen = followSeenEpochs(() => {
      const current = useCurrentPlot.getState().detail;
      // the contact sheet lies over the map: what is under it is not looked at
      return current !== null && !useView.getState().contactSheetOpen && map.shows(current.bounds);
    }, map.failureOf);
    const prefetch = prefetchUpcomingPlots(map.tilesOfPlot);
    const stops = [
      seen.stop,
      map.onDrawn(seen.drawn),
      prefetch.stop,
      map.onDrawn(prefetch.drawn),
      map.onDrawn(markPlotDrawn),
      drawPicturesBy(() => map.drawNow()),
      useVerdictMarks.subscribe(() => map.restylePlots()),
      useCurrentPlot.subscribe((state, before) => {
        if (state.geometry !== before.geometry || state.pieces !== before.pieces)
          map.overlay.show(state.geometry, state.pieces);
        if (state.detail !== null && state.detail.plotId !== before.detail?.plotId && state.from !== 'map')
          map.showPlot(state.detail.bounds);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      left.current = { directory: project.directory, extent: map.extent() };
      if (activeMap() === map) setActiveMap(null);
      map.destroy();
    };
  }, [identity]);

  return (
    <section className="stage" aria-label="地图">
      {!painted && <div className="stage-skeleton" role="status" aria-label="正在载入地图" />}
      <div ref={target} className={dual ? 'stage-map stage-map-left' : 'stage-map'} />
      <div ref={second} className={dual ? 'stage-map stage-map-right' : 'stage-map-unused'} />
      {dual && <MirroredPointer />}
      {project !== null && <MapFurniture project={project} />}
      <HoverTip />
    </section>
  );
}
