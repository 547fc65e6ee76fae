import type { ExportFormat } from '../../shared/contract/records/documentRecords.ts';

/** What each product is called where it is chosen. */
export const productTitles = {
  xlsx: 'Excel 清单（xlsx）',
  csv: 'CSV 清单',
  gpkg: 'GeoPackage（gpkg，含符号）',
  geojson: 'GeoJSON',
  shp: 'Shapefile（shp，GBK）',
  kml: 'KML（奥维等）',
  txt: '坐标文件（txt，8 项与 12 项）',
  docx: '核算报告（docx，县级）',
  pdf: '图斑卡片（pdf，一图斑一页）',
  statistics: '统计表（xlsx，交叉汇总）',
  ledger: '填报台账（xlsx，乡镇填）',
  towns: '分乡镇报告（docx）',
  bulletin: '进展通报（docx）',
  acceptance: '验收表（docx）',
  template: '自定义报告（docx，模板）',
  contact: '缩略图册（pdf）',
  wallmap: '挂图（pdf，A0–A3）',
} satisfies Record<ExportFormat, string>;
