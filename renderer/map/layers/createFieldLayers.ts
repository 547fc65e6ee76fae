import Feature from 'ol/Feature.js';
import WKB from 'ol/format/WKB.js';
import Point from 'ol/geom/Point.js';
import Polygon, { fromExtent } from 'ol/geom/Polygon.js';
import VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import { unByKey } from 'ol/Observable.js';
import VectorSource from 'ol/source/Vector.js';
import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import { useAddition } from '../../session/additionStore.ts';
import { openPhoto, usePhotos } from '../../session/photoStore.ts';
import { boundsOfCell, useSweep } from '../../session/sweepStore.ts';

/** How far the wedge of a photo reaches on the screen, and half of its angle: a phone sees about 60°. */
const wedgePixels = 34;
const wedgeDegrees = 30;
const photoColor = '#e69f00';
/** A plot that was drawn and waits for its fields, and what of it lies on others. */
const additionStyles = [
  new Style({ stroke: new Stroke({ color: 'rgba(0,0,0,0.65)', width: 5 }) }),
  new Style({ stroke: new Stroke({ color: '#ffffff', width: 2.5 }) }),
];
const overlapColor = 'rgba(213, 94, 0, 0.6)';
const format = new WKB();
const cellColors = { clear: '#1a7f5a', found: '#d55e00' } as const;

/**
 * What people brought from outside or sweep for: photos as points with a wedge where they look, the cells of the
 * sweep, and what is drawn there. Adds itself to a map; a click on a photo opens it. Returns how to take everything away again.
 */
export function createFieldLayers(map: OlMap): () => void {
  const photos = new VectorSource();
  const cells = new VectorSource();
  const additions = new VectorSource();
  const layers = [
    new VectorLayer({ className: 'field', source: cells, zIndex: 45 }),
    new VectorLayer({ className: 'field', source: additions, zIndex: 46, style: additionStyles }),
    new VectorLayer({
      className: 'field',
      source: photos,
      zIndex: 60,
      style: (feature, resolution) =>
        photoStyles(feature as Feature<Point>, resolution, usePhotos.getState().openId),
    }),
  ];
  for (const layer of layers) map.addLayer(layer);
  /** A canvas over the whole map, cleared and copied in each frame, is only there where something is on it. */
  const showFilled = () => {
    for (const layer of layers) layer.setVisible(!layer.getSource()?.isEmpty());
  };

  const showPhotos = () => {
    photos.clear();
    for (const { photoId, x, y, mapBearing } of usePhotos.getState().photos) {
      if (x === null || y === null) continue;
      const feature = new Feature(new Point([x, y]));
      feature.setProperties({ photoId, bearing: mapBearing });
      photos.addFeature(feature);
    }
  };
  const showAddition = () => {
    additions.clear();
    const { drawn } = useAddition.getState();
    if (drawn === null) return;
    additions.addFeature(new Feature(format.readGeometry(drawn.wkb) ?? undefined));
    for (const { wkb } of drawn.preview.overlaps) {
      const feature = new Feature(format.readGeometry(wkb) ?? undefined);
      feature.setStyle(new Style({ fill: new Fill({ color: overlapColor }) }));
      additions.addFeature(feature);
    }
  };
  const showCells = () => {
    cells.clear();
    const { grid, cell } = useSweep.getState();
    if (grid === null || cell === null) return;
    for (const mark of grid.marks) cells.addFeature(cellFeature(mark.cell, cellColors[mark.mark], 1.5));
    cells.addFeature(cellFeature(cell, '#ffd400', 3));

    function cellFeature(at: number, color: string, width: number): Feature {
      const { minX, minY, maxX, maxY } = boundsOfCell(grid as NonNullable<typeof grid>, at);
      const feature = new Feature(fromExtent([minX, minY, maxX, maxY]));
      feature.setStyle([
        new Style({ stroke: new Stroke({ color: 'rgba(0,0,0,0.55)', width: width + 2 }) }),
        new Style({ stroke: new Stroke({ color, width }) }),
      ]);
      return feature;
    }
  };
  const pick = map.on('singleclick', ({ pixel }) => {
    const photoId = map.forEachFeatureAtPixel(
      pixel,
      (feature) => feature.get('photoId') as number | undefined,
      { layerFilter: (layer) => layers.includes(layer as VectorLayer), hitTolerance: 4 },
    );
    if (photoId !== undefined) openPhoto(photoId);
  });
  const stops = [
    usePhotos.subscribe((state, before) => {
      if (state.photos !== before.photos) showPhotos();
      else photos.changed();
    }),
    useSweep.subscribe(showCells),
    useAddition.subscribe(showAddition),
  ];
  const sources = [cells, additions, photos];
  for (const source of sources) source.on('change', showFilled);
  showPhotos();
  showCells();
  showAddition();
  showFilled();
  return () => {
    for (const stop of stops) stop();
    for (const source of sources) source.un('change', showFilled);
    unByKey(pick);
    for (const layer of layers) map.removeLayer(layer);
  };
}

function photoStyles(feature: Feature<Point>, resolution: number, openId: number | null): Style[] {
  const isOpen = feature.get('photoId') === openId;
  const bearing = feature.get('bearing') as number | null;
  const [x = 0, y = 0] = feature.getGeometry()?.getCoordinates() ?? [];
  const styles: Style[] = [];
  if (bearing !== null) {
    styles.push(
      new Style({
        geometry: new Polygon([wedgeAround(x, y, bearing, wedgePixels * resolution)]),
        fill: new Fill({ color: isOpen ? 'rgba(230,159,0,0.5)' : 'rgba(230,159,0,0.3)' }),
        stroke: new Stroke({ color: 'rgba(0,0,0,0.5)', width: 1 }),
      }),
    );
  }
  styles.push(
    new Style({
      image: new Circle({
        radius: isOpen ? 7 : 5,
        fill: new Fill({ color: photoColor }),
        stroke: new Stroke({ color: '#fff', width: 1.5 }),
      }),
    }),
  );
  return styles;
}

function wedgeAround(x: number, y: number, bearing: number, reach: number): [number, number][] {
  const corner = (degrees: number): [number, number] => {
    const angle = (degrees * Math.PI) / 180;
    return [x + reach * Math.sin(angle), y + reach * Math.cos(angle)];
  };
  const arc = [-1, -0.5, 0, 0.5, 1].map((share) => corner(bearing + share * wedgeDegrees));
  return [[x, y], ...arc, [x, y]];
}
