import { expect, it } from 'vitest';
import { columnsOfMenu, sectionsOfMenu } from '../../../../renderer/app/menus.ts';
import { defineCommand } from '../../../../renderer/commands/Command.ts';

const inGroup = (group: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    defineCommand({ id: `${group}.${index}`, title: `${group}${index}`, group, run: () => {} }),
  );
const namesOf = (...groups: ReturnType<typeof inGroup>[]) =>
  columnsOfMenu(sectionsOfMenu('工具', groups.flat())).map((column) => column.map(({ group }) => group));

it('puts short sections below each other beside the longest one, in their order', () => {
  // a title each: 11 rows | 3 + 7 rows | 6 + 4 rows
  expect(
    namesOf(
      inGroup('标绘', 10),
      inGroup('量测', 2),
      inGroup('核算', 6),
      inGroup('台账', 5),
      inGroup('出件', 3),
    ),
  ).toEqual([['标绘'], ['量测', '核算'], ['台账', '出件']]);
});

it('keeps sections as long as the longest beside each other', () => {
  expect(namesOf(inGroup('标绘', 4), inGroup('台账', 4))).toEqual([['标绘'], ['台账']]);
  expect(namesOf()).toEqual([]);
});
