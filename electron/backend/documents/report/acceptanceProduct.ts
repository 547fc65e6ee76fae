import { join } from 'node:path';
import { contentOfSheet } from '../contentOfSheet.ts';
import { landClassText } from '../landClassText.ts';
import type { ExpectOptions, HandUpSource, ListProduct } from '../listProduct.ts';
import type { PlotListRow } from '../plotListSnapshot.ts';
import type { ReportBlock, ReportTable } from './reportBlock.ts';
import { expectReport, readReportParts } from './reportParts.ts';
import { figuresOf, pickRows, placesByTown } from './townFigures.ts';
import { writeReport } from './writeReport.ts';

/** Rows a hand can write in: twentieths of a point. */
const writingRow = 420;
const opinionRow = 1_000;
/** Who accepts, in the order of signing. */
const signers = ['乡镇人民政府', '自然资源主管部门', '农业农村主管部门', '财政部门', '纪检监察机关'] as const;

/** 验收表: for each town the plots something may be restored of, with room for what is found, and who signs. */
export const acceptanceProduct: ListProduct = {
  async write(source, directory, name, options) {
    const path = join(directory, `${name}_验收表.docx`);
    const title = `${options.projectName}验收表`;
    await writeReport(buildAcceptance(source, options), path, { title, ...options });
    return [path];
  },
  expect: (source, _path, options) => expectReport(buildAcceptance(source, options)),
  count({ table, snapshot }) {
    const places = snapshot.rows.flatMap((row, place) => (isAccepted(row) ? [place] : []));
    return places.length === 0 ? [] : [contentOfSheet({ name: table.name, ...pickRows(table, places) })];
  },
  read: readReportParts,
};

/** Of what there is nothing to restore there is nothing to accept. */
function isAccepted({ netMu }: PlotListRow): boolean {
  return (netMu ?? 0) > 0;
}

function buildAcceptance({ snapshot }: HandUpSource, options: ExpectOptions): ReportBlock[] {
  const rows = snapshot.rows.filter(isAccepted);
  const towns = [...placesByTown(rows)];
  if (towns.length === 0) return [{ kind: 'title', text: '没有可供验收的图斑' }];
  return towns.flatMap(([town, places], index): ReportBlock[] => {
    const members = places.map((place) => rows[place] as PlotListRow);
    const figure = figuresOf(members);
    return [
      { kind: 'title', text: `${town}耕地恢复验收表`, newPage: index > 0 },
      {
        kind: 'note',
        text: `项目：${options.projectName}　图斑${figure('all:plots')}块　可恢复净面积${figure('all:netMu')}亩`,
      },
      { kind: 'unit', text: '单位：亩' },
      { kind: 'table', table: listPlots(members) },
      { kind: 'note', text: `净面积${snapshot.basis}。` },
      { kind: 'tableTitle', text: '验收意见' },
      { kind: 'table', table: listSigners() },
    ];
  });
}

function listPlots(rows: readonly PlotListRow[]): ReportTable {
  return {
    rows: [
      ['序号', '图斑编号', '村', '现状地类', '净面积', '验收面积', '数量', '质量', '备注'],
      ...rows.map((row, index) => [
        ...[String(index + 1), row.plotNo, row.villageName, landClassText(row.landClassCode)],
        ...[(row.netMu ?? 0).toFixed(2), '', '', '', ''],
      ]),
    ],
    widths: [0.8, 2.6, 1.5, 2.8, 1.1, 1.3, 0.8, 0.8, 1.1],
    numeric: [false, false, false, false, true, true, false, false, false],
    boldLast: false,
    rowHeight: writingRow,
  };
}

function listSigners(): ReportTable {
  return {
    rows: [
      ['验收单位', '意见（数量、质量）', '签字、盖章', '日期'],
      ...signers.map((signer) => [signer, '', '', '　　年　月　日']),
    ],
    widths: [2.4, 4.2, 2.4, 2],
    numeric: [false, false, false, false],
    boldLast: false,
    rowHeight: opinionRow,
  };
}
