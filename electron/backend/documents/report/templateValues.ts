import type { ExpectOptions, HandUpSource } from '../listProduct.ts';
import { officialDate } from './officialDate.ts';
import { figuresOf } from './townFigures.ts';

/** What may stand between double braces in a bureau's own template, by its Chinese name. */
export function templateValues(
  { snapshot, table }: HandUpSource,
  { projectName, settings, changedAtUtc }: Pick<ExpectOptions, 'projectName' | 'settings' | 'changedAtUtc'>,
): Readonly<Record<string, string>> {
  const figure = figuresOf(snapshot.rows);
  const judged = snapshot.rows.filter(({ status }) => status !== 'unjudged').length;
  return {
    项目名称: projectName,
    清单名称: table.title,
    核算口径: snapshot.basis.replace(/^口径：/, ''),
    单位名称: settings.bureauName,
    日期: officialDate(changedAtUtc),
    年份: officialDate(changedAtUtc).slice(0, 4),
    图斑块数: figure('all:plots'),
    图斑面积: figure('all:grossMu'),
    净面积: figure('all:netMu'),
    可恢复块数: figure('eligible:plots'),
    可恢复净面积: figure('eligible:netMu'),
    部分可恢复块数: figure('partial:plots'),
    部分可恢复净面积: figure('partial:netMu'),
    不可恢复块数: figure('ineligible:plots'),
    待核块数: figure('undetermined:plots'),
    已判读块数: String(judged),
    未判读块数: String(snapshot.rows.length - judged),
  };
}

/** Placeholders that stand for a table. */
export const templateTables = ['分乡镇汇总表', '图斑清单表'] as const;

/** Every name a template may use. */
export const templateNames: readonly string[] = [
  ...['项目名称', '清单名称', '核算口径', '单位名称', '日期', '年份', '图斑块数', '图斑面积', '净面积'],
  ...['可恢复块数', '可恢复净面积', '部分可恢复块数', '部分可恢复净面积', '不可恢复块数', '待核块数'],
  ...['已判读块数', '未判读块数', ...templateTables],
];
