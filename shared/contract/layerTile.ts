/**
 * What is inside the bytes of `layer.tile`: one Mapbox vector tile with one layer of this name, polygons only,
 * 4096 units per tile side. The feature id is the fid of the layer's table.
 */
export const tileLayerName = 'features';

/** Properties of a feature of a layer with the role `plots`; other roles carry none. */
export interface PlotTileProperties {
  readonly plotId: number;
  readonly plotNo: string;
}
