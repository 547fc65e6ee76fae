import { buildPlotList } from '../../../../../electron/backend/documents/buildPlotList.ts';
import type { HandUpSource, ProductOptions } from '../../../../../electron/backend/documents/listProduct.ts';
import type { PlotListRow } from '../../../../../electron/backend/documents/plotListSnapshot.ts';
import { verdictColors } from '../../../../../electron/backend/documents/verdictColors.ts';
import { defaultHandUpSettings } from '../../../../../shared/contract/records/handUpSettings.ts';

const towns = ['张家镇', '柳溪镇', '青岗乡'];

/** A list made by hand: one square of 20 m with a hole of 4 m per note, ids of 18 digits, areas that close. */
export function sampleSource(notes: readonly string[]): HandUpSource {
  const rows = notes.map((note, index): PlotListRow => {
    const deducted = index % 2 === 0 ? 0 : 0.11;
    const row = {
      plotNo: `32000000000000${String(index).padStart(4, '0')}`,
      townName: towns[index % towns.length] as string,
      villageName: '李家村',
      landClassCode: '0404',
      formerLandClassCode: '0103',
      restorationAttribute: 'JKHF',
      outflowYear: 2021,
      recordedSquareMeters: 384,
      grossSquareMeters: 384,
      netSquareMeters: index % 2 === 0 ? 384 : 310.66,
      grossMu: 0.58,
      deductionsMu: [deducted],
      netMu: index % 2 === 0 ? 0.58 : 0.47,
      eligibility: index % 2 === 0 ? 'eligible' : 'partial',
      status: 'unjudged',
      verdictCode: null,
      verdictTitle: null,
      answers: '',
      note,
      added: false,
      ledgerCase: null,
      geometry: [[square(452_000 + index * 30, 3_453_000, 20), square(452_008 + index * 30, 3_453_008, 4)]],
    } as const;
    return row;
  });
  const rule = { code: 'E02', title: '生态保护红线' };
  const snapshot = {
    title: '示例县图斑清单',
    crsCode: 'EPSG:4545',
    basis: '口径：耕地恢复 2023.2，采用沙盘口径“试点”：停用 E07；最小净面积 250 平方米',
    rules: [rule],
    ruleNotes: [
      {
        ...rule,
        documentNumber: '自然资发〔2022〕142号',
        clause: '第二条',
        clauseText: '',
        layers: '生态红线',
      },
    ],
    rows,
    layers: [],
    verdictColors,
    towns: [{ name: '张家镇', geometry: [[square(451_900, 3_452_900, 1_000)]] }],
  };
  return { snapshot, table: buildPlotList(snapshot) };
}

export const sampleOptions: ProductOptions = {
  encoding: 'utf8',
  changedAtUtc: '2026-11-22T01:02:03.000Z',
  projectName: '示例县',
  settings: { ...defaultHandUpSettings, bureauName: '示例县自然资源局' },
  template: undefined,
  drawChips: async () => [],
  findGround: () => undefined,
  signal: new AbortController().signal,
  onProgress: () => {},
};

function square(x: number, y: number, side: number): Float64Array {
  return Float64Array.of(x, y, x + side, y, x + side, y + side, x, y + side, x, y);
}
