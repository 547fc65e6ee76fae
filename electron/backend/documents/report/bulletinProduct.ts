import { join } from 'node:path';
import type { ExpectOptions, HandUpSource, ListProduct } from '../listProduct.ts';
import { buildTownSheet } from '../workbook/townSheet.ts';
import { signature, summariseTowns } from './buildReport.ts';
import { officialDate } from './officialDate.ts';
import type { ReportBlock } from './reportBlock.ts';
import { expectReport, readReportParts } from './reportParts.ts';
import { figuresOf, placesByTown } from './townFigures.ts';
import { writeReport } from './writeReport.ts';

/** 通报: how far the towns are with judging, what may be restored, and what is still open. */
export const bulletinProduct: ListProduct = {
  async write(source, directory, name, options) {
    const path = join(directory, `${name}_通报.docx`);
    const title = `${options.projectName}进展情况通报`;
    await writeReport(buildBulletin(source, options), path, { title, ...options });
    return [path];
  },
  expect: (source, _path, options) => expectReport(buildBulletin(source, options)),
  count: () => [],
  read: readReportParts,
};

function buildBulletin({ snapshot }: HandUpSource, options: ExpectOptions): ReportBlock[] {
  const figure = figuresOf(snapshot.rows);
  const progress = [...placesByTown(snapshot.rows)].map(([town, places]) => {
    const judged = places.filter((place) => snapshot.rows[place]?.status !== 'unjudged').length;
    return { town, judged, plots: places.length };
  });
  const judged = progress.reduce((sum, town) => sum + town.judged, 0);
  const behind = progress.filter((town) => town.judged < town.plots);
  return [
    { kind: 'title', text: options.projectName },
    { kind: 'title', text: '进展情况通报' },
    { kind: 'addressee', text: '各乡镇人民政府、街道办事处：' },
    { kind: 'body', text: `截至${officialDate(options.changedAtUtc)}，现将有关进展情况通报如下。` },
    { kind: 'heading', text: '一、总体情况' },
    {
      kind: 'body',
      text: `纳入核查的图斑共${figure('all:plots')}块、${figure('all:grossMu')}亩，经核算可恢复净面积${figure('all:netMu')}亩；已判读${judged}块，未判读${snapshot.rows.length - judged}块。${snapshot.basis}。`,
    },
    { kind: 'heading', text: '二、各乡镇情况' },
    { kind: 'tableTitle', text: '各乡镇核算情况表' },
    { kind: 'unit', text: '单位：块、亩' },
    { kind: 'table', table: summariseTowns(buildTownSheet(snapshot)) },
    { kind: 'tableTitle', text: '各乡镇判读进度表' },
    { kind: 'unit', text: '单位：块' },
    {
      kind: 'table',
      table: {
        rows: [
          ['乡镇', '图斑', '已判读', '未判读', '进度'],
          ...progress.map(({ town, judged: done, plots }) => progressRow(town, done, plots)),
          progressRow('合计', judged, snapshot.rows.length),
        ],
        ...{ widths: [2, 1, 1, 1, 1], numeric: [false, true, true, true, true], boldLast: true },
      },
    },
    { kind: 'heading', text: '三、有关要求' },
    {
      kind: 'body',
      text:
        behind.length === 0
          ? '各乡镇图斑均已判读。请按核算结果抓紧落实到地块，做好验收准备。'
          : `${behind.map(({ town }) => town).join('、')}仍有图斑未判读。请抓紧核实，并按核算结果落实到地块。`,
    },
    ...signature(options),
  ];
}

function progressRow(town: string, judged: number, plots: number): string[] {
  const share = plots === 0 ? '' : `${((judged / plots) * 100).toFixed(2)}%`;
  return [town, String(plots), String(judged), String(plots - judged), share];
}
