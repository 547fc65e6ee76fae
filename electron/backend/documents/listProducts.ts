import { cardsProduct } from './cards/cardsProduct.ts';
import { coordinateTextProduct } from './coordinateText/coordinateTextProduct.ts';
import { csvProduct } from './csv.ts';
import { geoJsonProduct } from './listGeoJson.ts';
import { geoPackageProduct } from './listGeoPackage.ts';
import { kmlProduct } from './listKml.ts';
import type { ListFormat, ListProduct } from './listProduct.ts';
import { shapefileProduct } from './listShapefile.ts';
import { reportProduct } from './report/reportProduct.ts';
import { xlsxProduct } from './workbook/listWorkbook.ts';

/** Every format a list is handed up in. To add one, write its ListProduct and name it here and in the contract. */
export const listProducts: Readonly<Record<ListFormat, ListProduct>> = {
  xlsx: xlsxProduct,
  csv: csvProduct,
  gpkg: geoPackageProduct,
  geojson: geoJsonProduct,
  shp: shapefileProduct,
  kml: kmlProduct,
  txt: coordinateTextProduct,
  docx: reportProduct,
  pdf: cardsProduct,
};
