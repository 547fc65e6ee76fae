import { type ExportFormat, exportFormats } from '../../shared/contract/records/documentRecords.ts';

/** What each product is called where it is chosen. */
export const productTitles = {
  xlsx: 'Excel 清单（xlsx）',
  csv: 'CSV 清单',
  statistics: '统计表（xlsx，交叉汇总）',
  ledger: '填报台账（xlsx，乡镇填）',
  restoration: '恢复清单（xlsx，乡镇填）',
  gpkg: 'GeoPackage（含符号）',
  shp: 'Shapefile（shp）',
  geojson: 'GeoJSON',
  kml: 'KML（奥维等）',
  txt: '坐标文件（txt）',
  docx: '核算报告（docx，县级）',
  towns: '分乡镇报告（docx）',
  bulletin: '进展通报（docx）',
  acceptance: '验收表（docx）',
  template: '自定义报告（docx，模板）',
  pdf: '图斑卡片（pdf）',
  contact: '缩略图册（pdf）',
  wallmap: '挂图（pdf，A0–A3）',
} satisfies Record<ExportFormat, string>;

/** The products by what they are for, in the order they are shown. */
export const productGroups: readonly {
  readonly title: string;
  readonly formats: readonly ExportFormat[];
}[] = [
  { title: '表格', formats: ['xlsx', 'csv', 'statistics', 'ledger', 'restoration'] },
  { title: '空间数据', formats: ['gpkg', 'shp', 'geojson', 'kml', 'txt'] },
  { title: '报告与表单', formats: ['docx', 'towns', 'bulletin', 'acceptance', 'template'] },
  { title: '图件', formats: ['pdf', 'contact', 'wallmap'] },
];

/** All products as they are shown; the preview steps through them in this order. */
export const shownProducts: readonly ExportFormat[] = [
  ...productGroups.flatMap(({ formats }) => formats),
  // one that was added to the contract but to no group is shown last instead of lost
  ...exportFormats.filter((format) => !productGroups.some(({ formats }) => formats.includes(format))),
];
