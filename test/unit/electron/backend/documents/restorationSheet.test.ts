import { expect, it } from 'vitest';
import { buildRestorationSheet } from '../../../../../electron/backend/documents/workbook/restorationSheet.ts';
import { buildStageSheet } from '../../../../../electron/backend/documents/workbook/stageSheet.ts';
import { sampleSource } from './sampleSource.ts';

it('lists what may be restored, in the columns of the domain reference, with cells to fill in', () => {
  const { snapshot } = sampleSource(['甲', '乙', '丙']);
  const [first, second, third] = snapshot.rows;
  if (first === undefined || second === undefined || third === undefined) throw new Error('no rows');
  const sheet = buildRestorationSheet({
    ...snapshot,
    rows: [first, second, { ...third, eligibility: 'ineligible' }],
  });
  expect(sheet.title).toBe('示例县耕地恢复清单');
  expect(
    sheet.columns.map(({ title, group }) => (group === undefined ? title : `${group}：${title}`)),
  ).toEqual([
    ...[
      '序号',
      '乡镇',
      '村',
      '图斑编号',
      '现状地类',
      '恢复属性',
      '图斑面积',
      '扣除面积：生态保护红线',
      '可恢复净面积',
    ],
    ...['拟恢复地类', '阶段', '群众意愿', '实施方式', '资金（元）', '验收面积', '变更认定面积', '管护责任人'],
  ]);
  expect(sheet.rows.map((row) => row.slice(0, 9))).toEqual([
    [1, '张家镇', '李家村', first.plotNo, '0404 其他草地', '即可恢复', 0.58, 0, 0.58],
    [2, '柳溪镇', '李家村', second.plotNo, '0404 其他草地', '即可恢复', 0.58, 0.11, 0.47],
  ]);
  const fillIn = sheet.columns.flatMap((column, place) => (column.fillIn === true ? [place] : []));
  expect(fillIn).toEqual([9, 10, 11, 12, 13, 14, 15, 16]);
  expect(sheet.rows.every((row) => fillIn.every((place) => row[place] === null))).toBe(true);
  expect(sheet.columns[9]?.choices).toEqual(['0101 水田', '0102 水浇地', '0103 旱地']);
});

it('ranks the towns of a stage by their rate, over all rows of the sheet', () => {
  const { columns, rows } = buildStageSheet(sampleSource(['甲', '乙', '丙']).snapshot);
  expect(columns.map(({ title }) => title).slice(-3)).toEqual(['累计完成', '排名', '连续未达标次数']);
  const rate = columns.findIndex(({ key }) => key === 'rate');
  // column I is the rate; three towns stand in rows 5 to 7
  expect(rate).toBe(8);
  expect(rows).toHaveLength(3);
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
  expect(columns.find(({ key }) => key === 'rank')?.formula?.(6)).toBe('IF(I6="","",RANK(I6,$I$5:$I$7))');
});
