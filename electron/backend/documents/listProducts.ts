import { cardsProduct } from './cards/cardsProduct.ts';
import { coordinateTextProduct } from './coordinateText/coordinateTextProduct.ts';
import { csvProduct } from './csv.ts';
import { geoJsonProduct } from './listGeoJson.ts';
import { geoPackageProduct } from './listGeoPackage.ts';
import { kmlProduct } from './listKml.ts';
import type { ListFormat, ListProduct } from './listProduct.ts';
import { shapefileProduct } from './listShapefile.ts';
import { contactSheetProduct } from './pages/contactSheetProduct.ts';
import { wallMapProduct } from './pages/wallMapProduct.ts';
import { acceptanceProduct } from './report/acceptanceProduct.ts';
import { bulletinProduct } from './report/bulletinProduct.ts';
import { reportProduct } from './report/reportProduct.ts';
import { templateProduct } from './report/templateProduct.ts';
import { townReportsProduct } from './report/townReports.ts';
import { ledgerProduct } from './workbook/ledgerProduct.ts';
import { xlsxProduct } from './workbook/listWorkbook.ts';
import { restorationProduct } from './workbook/restorationProduct.ts';
import { statisticsProduct } from './workbook/statisticsProduct.ts';

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
  statistics: statisticsProduct,
  ledger: ledgerProduct,
  restoration: restorationProduct,
  towns: townReportsProduct,
  bulletin: bulletinProduct,
  acceptance: acceptanceProduct,
  template: templateProduct,
  contact: contactSheetProduct,
  wallmap: wallMapProduct,
};
