import { ProtobufWriter } from './ProtobufWriter.ts';

export type TileValue = string | number;

export interface TileFeature {
  /** Null for a cell, which stands for several features. */
  readonly fid: number | null;
  /** The plot it is, where that is known beforehand. */
  readonly plotId?: number;
  /** How many features a cell stands for. */
  readonly count?: number;
  /** Commands of the Mapbox Vector Tile geometry encoding, polygon. */
  readonly commands: ArrayLike<number>;
}

/** Units across a tile: a quarter of a screen pixel at 512 pixels and 8 units each. */
export const TILE_EXTENT = 4096;

const POLYGON = 3;
const FIELD = { layers: 3, version: 15, name: 1, features: 2, keys: 3, values: 4, extent: 5 } as const;
const FEATURE_FIELD = { id: 1, tags: 2, type: 3, geometry: 4 } as const;

/**
 * A Mapbox Vector Tile (specification 2.1) with one layer of polygons. Keys and values are stored once and referred
 * to by number. Written here because the libraries for it want the trees of their own tilers as input.
 */
export function encodeTile(
  layerName: string,
  features: Iterable<TileFeature>,
  propertiesOf: (feature: TileFeature) => Iterable<readonly [key: string, value: TileValue]>,
): Uint8Array {
  const keys = new Map<string, number>();
  const values = new Map<TileValue, number>();
  const layer = new ProtobufWriter();
  const text = new TextEncoder();
  layer.number(FIELD.version, 2);
  layer.bytes(FIELD.name, text.encode(layerName));
  // one for all features: a tile may hold tens of thousands
  const feature = new ProtobufWriter();
  let count = 0;
  for (const drawn of features) {
    const tags: number[] = [];
    for (const [key, value] of propertiesOf(drawn)) tags.push(numberOf(keys, key), numberOf(values, value));
    feature.clear();
    if (drawn.fid !== null) feature.number(FEATURE_FIELD.id, drawn.fid);
    feature.packed(FEATURE_FIELD.tags, tags);
    feature.number(FEATURE_FIELD.type, POLYGON);
    feature.packed(FEATURE_FIELD.geometry, drawn.commands);
    layer.message(FIELD.features, feature);
    count++;
  }
  // a layer without features is not allowed; a tile without layers is how "nothing here" is said
  if (count === 0) return new Uint8Array(0);
  for (const key of keys.keys()) layer.bytes(FIELD.keys, text.encode(key));
  for (const value of values.keys()) {
    encodeValue(value, text, feature);
    layer.message(FIELD.values, feature);
  }
  layer.number(FIELD.extent, TILE_EXTENT);
  const tile = new ProtobufWriter();
  tile.bytes(FIELD.layers, layer.finish());
  return tile.finish();
}

function numberOf<T>(dictionary: Map<T, number>, entry: T): number {
  const known = dictionary.get(entry);
  if (known !== undefined) return known;
  dictionary.set(entry, dictionary.size);
  return dictionary.size - 1;
}

function encodeValue(
  value: TileValue,
  text: InstanceType<typeof TextEncoder>,
  message: ProtobufWriter,
): void {
  message.clear();
  if (typeof value === 'string') message.bytes(1, text.encode(value));
  else if (Number.isSafeInteger(value) && value >= 0) message.number(5, value);
  else message.double(3, value);
}
