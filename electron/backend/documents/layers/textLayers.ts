import { featurePart } from '../featurePart.ts';
import type { PlotListSnapshot } from '../plotListSnapshot.ts';
import type { ProductPart } from '../productPart.ts';
import { layerKinds } from './layerKinds.ts';
import { digestOutline, readLayerOutline } from './layerOutline.ts';
import type { LayerKind, ListLayer } from './listLayer.ts';
import { markupLayerKinds } from './markupLayers.ts';
import { partKind } from './partLayer.ts';

const carried: readonly LayerKind[] = [partKind, ...markupLayerKinds];

/** Layers formats in text carry beside a list: parts and markup. What is many is for the GeoPackage. */
export function textLayersOf({ layers }: Pick<PlotListSnapshot, 'layers'>): readonly ListLayer[] {
  return layers.filter(({ kind }) => carried.includes(kind));
}

/** The kind of layer with a title; undefined where there is none. */
export function findLayerKind(title: string): LayerKind | undefined {
  return layerKinds.find((kind) => kind.title === title);
}

/** What has to be found of a layer in a file of its own. */
export function expectTextLayer({ kind, rows, shapes }: ListLayer, crsCode: string): ProductPart {
  const digestOf = (index: number) => digestOutline(readLayerOutline(shapes[index] as Uint8Array, crsCode));
  return { ...featurePart(kind.columns, rows, digestOf), name: kind.title };
}
