import type { FlowoutReport } from '../../../../shared/contract/records/eligibilityRecords.ts';
import { roundHalfAwayFromZero } from '../../../../shared/domain/area/rounding.ts';
import { distributeByLargestRemainder, sumOfRounded } from '../../../../shared/domain/area/totals.ts';
import { squareMetersToMu } from '../../../../shared/domain/area/units.ts';
import type { FlowoutArea, FlowoutSummary } from '../../../../shared/domain/eligibility/summarizeFlowout.ts';
import { flowoutTitles } from '../../../../shared/text/flowout.zh-CN.ts';
import { describeNotComputed } from '../../../../shared/text/notComputed.zh-CN.ts';
import type { ListCell, ListColumn, ListSheet } from '../listTable.ts';

/**
 * 年度变更情况明细 (domain reference §7), the parts it is made of, and the parcels that took no part with the reason.
 * `layerNames` by layer id.
 */
export function buildFlowoutSheet(
  projectName: string,
  report: FlowoutReport,
  layerNames: ReadonlyMap<string, string>,
): ListSheet[] {
  const nameOf = (layerId: string) => layerNames.get(layerId) ?? layerId;
  const title = `${projectName}${report.year}年度`;
  return [
    {
      name: '年度变更情况明细',
      title: `${title}变更情况明细`,
      unitLine: '单位：亩、个（各分项之和等于合计）',
      columns: [
        text('item', '项目', 34),
        count('parcels', '个数'),
        mu('area', '面积'),
        mu('farmland', '其中永久基本农田'),
      ],
      rows:
        report.summary === null
          ? [['有图斑未算出，不能汇总', null, null, null]]
          : summarise(report.summary, report),
    },
    {
      name: '流出明细',
      title: `${title}耕地流出明细`,
      unitLine: '单位：平方米、亩',
      columns: [
        text('fid', '上年度图斑序号', 16),
        ...[
          text('kind', '去向', 16),
          text('reasonable', '是否合理', 12),
          text('farmland', '永久基本农田', 14),
        ],
        { ...mu('squareMeters', '面积（平方米）'), kind: 'area', widthCharacters: 16 },
        { ...mu('area', '面积（亩）'), kind: 'area' },
      ],
      rows: report.parcels.map(({ fid, kind, isReasonable, isBasicFarmland, areaSquareMeters }) => [
        String(fid),
        kind === 'cultivated' ? '耕地' : flowoutTitles[kind],
        isReasonable ? '合理' : '不合理',
        isBasicFarmland ? '是' : '否',
        roundHalfAwayFromZero(areaSquareMeters, 2),
        toMu(areaSquareMeters),
      ]),
    },
    {
      name: '未参与图斑',
      title: `${title}未参与计算的图斑`,
      unitLine: '地类为空或不认识、没有图形，或未能算出',
      columns: [text('layer', '图层', 20), text('fid', '图斑序号', 14), text('code', '原因', 60)],
      rows: [
        ...report.skipped.map(({ layerId, fid, code }) => [
          ...[nameOf(layerId), String(fid)],
          code === '' ? '没有地类编码' : `地类编码“${code}”不认识，或没有图形`,
        ]),
        ...report.notComputed.map(({ layerId, fid, code }) => [
          ...[nameOf(layerId), String(fid), describeNotComputed(code)],
        ]),
      ],
    },
  ];
}

/** Printed 亩: the parts are rounded so that they add up, and the balance is reckoned from what is printed. */
function summarise(summary: FlowoutSummary, { parcels }: FlowoutReport): ListCell[][] {
  const leaves = ['nonAgricultural', 'orchardForest', 'otherAgricultural', 'unused'] as const;
  const round = (read: (area: FlowoutArea) => number): Record<(typeof leaves)[number], number> => {
    const printed = distributeByLargestRemainder(
      leaves.map((leaf) => squareMetersToMu(read(summary[leaf]))),
      2,
    );
    return Object.fromEntries(leaves.map((leaf, place) => [leaf, printed[place] ?? 0])) as Record<
      (typeof leaves)[number],
      number
    >;
  };
  const areas = round(({ squareMeters }) => squareMeters);
  const farmland = round(({ basicFarmlandSquareMeters }) => basicFarmlandSquareMeters);
  const added = (...values: number[]): number => sumOfRounded(values, 2);
  const pieces = (...kinds: readonly string[]): number =>
    parcels.filter(({ kind, isReasonable }) => !isReasonable && kinds.includes(kind)).length;
  const unreasonable = added(...Object.values(areas));
  const gained = toMu(summary.addedSquareMeters);
  const change = added(unreasonable, -gained);
  const lastYear = toMu(summary.lastYearSquareMeters);
  const line = (item: string, kinds: (typeof leaves)[number][]): ListCell[] => [
    item,
    pieces(...kinds),
    added(...kinds.map((kind) => areas[kind])),
    added(...kinds.map((kind) => farmland[kind])),
  ];
  return [
    ['上年度耕地', null, lastYear, null],
    line('不合理流出', [...leaves]),
    line('　其中：非农化', ['nonAgricultural']),
    line('　其中：非粮化', ['orchardForest', 'otherAgricultural']),
    line('　　　　林地、园地', ['orchardForest']),
    line('　　　　其他农用地', ['otherAgricultural']),
    line('　其中：转为未利用地', ['unused']),
    [
      '合理流出（用地管理信息覆盖）',
      parcels.filter(({ isReasonable }) => isReasonable).length,
      toMu(summary.reasonable.squareMeters),
      toMu(summary.reasonable.basicFarmlandSquareMeters),
    ],
    ['新增耕地', null, gained, null],
    ['耕地变化（不合理流出－新增）', null, change, null],
    ['本年度耕地（上年度－耕地变化）', null, added(lastYear, -change), null],
    [
      '撂荒（地类未变，不计流出）',
      null,
      toMu(summary.idle.squareMeters),
      toMu(summary.idle.basicFarmlandSquareMeters),
    ],
  ];
}

function toMu(squareMeters: number): number {
  return roundHalfAwayFromZero(squareMetersToMu(squareMeters), 2);
}

function text(key: string, title: string, widthCharacters: number): ListColumn {
  return { key, title, fieldName: '', kind: 'text', decimals: 0, widthCharacters };
}

function count(key: string, title: string): ListColumn {
  return { key, title, fieldName: '', kind: 'integer', decimals: 0, widthCharacters: 10 };
}

/** A figure that is not added up: the lines of the balance contain one another. */
function mu(key: string, title: string): ListColumn {
  return { key, title, fieldName: '', kind: 'integer', decimals: 2, widthCharacters: 18 };
}
