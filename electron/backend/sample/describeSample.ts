import { basename } from 'node:path';
import { COUNTY_CODE, COUNTY_NAME } from './administrativeUnits.ts';
import type { MessyDefect } from './messyPlots.ts';
import type { SampleFile, SampleFileRole } from './sampleFiles.ts';

const ROLE_TITLES: Readonly<Record<SampleFileRole, string>> = {
  plots: '耕地流出图斑（待核）',
  dltb: '地类图斑 DLTB',
  towns: '乡镇与村界（XZQ、CJDCQ 两层）',
  slope: '坡度图 PDT（PDJB 1–5）',
  basicFarmland: '永久基本农田 YJJBNT',
  ecologicalRedLine: '生态保护红线 STBHHX（坐标系 EPSG:4490）',
  natureReserve: '自然保护地',
  waterSource: '饮用水水源保护区（BHQJB：一级、二级、准保护区）',
  riverManagement: '河湖管理范围',
  forest: '林地一张图（含非林地小班 02xx）',
  urbanGrowth: '城镇开发边界 CZKFBJ',
  reference: '增减挂钩项目区（空图层）',
  list: '下发清单',
  dem: '数字高程模型，10 m',
  imageryEarlier: '前时相影像，2023-05-12，1 m',
  imageryLater: '后时相影像，2026-03-18，0.8 m',
  notes: '说明',
};

/** The notes beside the sample: what each file is and, for the messy one, every defect that was put in. */
export function describeSample(
  files: readonly SampleFile[],
  plots: number,
  seed: number,
  defects: readonly MessyDefect[] | undefined,
): string {
  const lines = [
    `${COUNTY_NAME}（${COUNTY_CODE}）示例数据，全部为程序生成，与任何真实地点无关。`,
    `图斑 ${plots} 个，种子 ${seed}。坐标系 CGCS2000 3 度带 108E（EPSG:4545），生态保护红线为 EPSG:4490。`,
    '',
    ...files.map(
      ({ path, role, features }) =>
        `${basename(path)}\t${ROLE_TITLES[role]}${features === undefined ? '' : `\t${features}`}`,
    ),
  ];
  if (defects !== undefined) {
    lines.push(
      '',
      '本套数据有意带有以下问题：',
      '流出图斑.dbf\t按 UTF-8 写出，没有 .cpg，也没有语言标记',
      'DLTB.shp\t没有 .prj',
      '增减挂钩.gpkg\t空图层',
      ...defects.map(({ code, description, plotNo }) => `图斑 ${plotNo}\t${description}\t${code}`),
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}
