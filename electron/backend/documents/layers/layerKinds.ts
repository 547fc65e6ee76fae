import { basicFarmlandKind, basicFarmlandWithPersonsKind } from './basicFarmlandLayer.ts';
import type { LayerKind } from './listLayer.ts';
import { markupLayerKinds } from './markupLayers.ts';
import { partKind } from './partLayer.ts';
import { pieceKind } from './pieceLayer.ts';

/** Every layer a GeoPackage can hold beside its list. To add one, name it here and freeze it in freezeLayers. */
export const layerKinds: readonly LayerKind[] = [
  ...[partKind, pieceKind, ...markupLayerKinds],
  ...[basicFarmlandKind, basicFarmlandWithPersonsKind],
];
