import type { Command } from '../commands/Command.ts';

export const menuTitles = ['文件', '编辑', '视图', '判读', '工具', '帮助'] as const;
export type MenuTitle = (typeof menuTitles)[number];

/** The menu a group of commands stands in; a group that is not listed stands under 工具. */
const menuOfGroup: Readonly<Record<string, MenuTitle>> = {
  项目: '文件',
  编辑: '编辑',
  窗口: '视图',
  地图: '视图',
  影像显示: '视图',
  判读: '判读',
  历史: '工具',
  帮助: '帮助',
};

export interface MenuSection {
  readonly group: string;
  readonly commands: readonly Command[];
}

/** What stands in a menu, by group in the order of registration: every command is in exactly one menu. */
export function sectionsOfMenu(menu: MenuTitle, commands: readonly Command[]): readonly MenuSection[] {
  const shown = commands.filter(({ group }) => (menuOfGroup[group] ?? '工具') === menu);
  return [...Map.groupBy(shown, ({ group }) => group)].map(([group, inGroup]) => ({
    group,
    commands: inGroup,
  }));
}

/**
 * The sections of a menu beside each other, in their order, small ones below each other: no column is longer than the
 * longest section, so that a menu of many sections still fits the window.
 */
export function columnsOfMenu(sections: readonly MenuSection[]): readonly (readonly MenuSection[])[] {
  const longest = Math.max(0, ...sections.map(rowsOf));
  const columns: MenuSection[][] = [];
  let free = 0;
  for (const section of sections) {
    if (rowsOf(section) > free) {
      columns.push([]);
      free = longest;
    }
    columns.at(-1)?.push(section);
    free -= rowsOf(section);
  }
  return columns;
}

/** A row for each command and one for the title. */
function rowsOf({ commands }: MenuSection): number {
  return commands.length + 1;
}
