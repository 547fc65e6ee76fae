import type { LayerRole } from '../domain/eligibility/ruleSet.ts';
import type { EligibilityVerdict } from '../domain/eligibility/verdict.ts';
import type { CommandKind } from '../domain/review/commandKinds.ts';
import type { PlotSort } from '../domain/review/plotSort.ts';
import type { ReviewStatus } from '../domain/review/reviewStatus.ts';
import { eligibilityTitles, reviewStatusTitles } from './eligibility.zh-CN.ts';

/** A state as it is shown: never by colour alone, always with its glyph. */
export interface StateLabel {
  readonly title: string;
  readonly glyph: string;
  readonly color: string;
}

export const reviewStatusLabels: Readonly<Record<ReviewStatus, StateLabel>> = {
  unjudged: { title: reviewStatusTitles.unjudged, glyph: '', color: '#8a97a5' },
  judged: { title: reviewStatusTitles.judged, glyph: '✓', color: '#1a7f5a' },
  doubtful: { title: reviewStatusTitles.doubtful, glyph: '?', color: '#c77700' },
  returned: { title: reviewStatusTitles.returned, glyph: '↩', color: '#b3261e' },
  rechecking: { title: reviewStatusTitles.rechecking, glyph: '◐', color: '#0072b2' },
  locked: { title: reviewStatusTitles.locked, glyph: '■', color: '#52606d' },
};

export const eligibilityLabels: Readonly<Record<EligibilityVerdict, StateLabel>> = {
  eligible: { title: eligibilityTitles.eligible, glyph: '✓', color: '#009e73' },
  partial: { title: eligibilityTitles.partial, glyph: '◐', color: '#0072b2' },
  ineligible: { title: eligibilityTitles.ineligible, glyph: '✕', color: '#d55e00' },
  undetermined: { title: eligibilityTitles.undetermined, glyph: '?', color: '#7b8794' },
};

export const layerRoleLabels: Readonly<Record<LayerRole, string>> = {
  plots: '图斑（待审核）',
  dltb: '地类图斑（DLTB）',
  exclusion: '排除图层（规则）',
  slope: '坡度图',
  towns: '乡镇界',
  villages: '村界',
  grid: '格网',
  reference: '参考图层',
};

/** 恢复属性 (ZZSXDM). */
export const restorationAttributeTitles: Readonly<Record<string, string>> = {
  JKHF: '即可恢复',
  GCHF: '工程恢复',
};

/** What a row of the command log did, in the reviewer's words; kinds of a newer version show as they are. */
export const commandKindTitles: Readonly<Record<string, string>> = {
  'review.decide': '判读',
  'review.clear': '清除结论',
  'review.undo': '撤销',
  'review.redo': '重做',
  'review.undoPlot': '只撤销这一块',
  'review.flag': '标记',
  'review.markup': '标绘',
  'review.markup.change': '修改标绘',
  'review.markup.remove': '删除标绘',
  'review.parts.cut': '切分图斑',
  'review.parts.decide': '判读部分',
  'review.parts.clear': '取消切分',
  'review.boundary': '拟改边界',
  'review.boundary.clear': '撤回拟改边界',
  'review.annotate': '修改备注',
  'queue.saveFilter': '保存筛选',
  'queue.removeFilter': '删除筛选',
  'review.sample': '抽中复核',
  'review.second': '复核',
  'review.settle': '裁定',
  'review.status': '锁定、退回或解锁',
  'review.case': '台账',
  'review.photo': '挂接照片',
  'review.assign': '分派',
  'review.added': '新增图斑',
  'review.added.change': '修改新增图斑',
  'review.added.remove': '移除新增图斑',
  'quality.draw': '抽取样本',
  'photo.add': '添加照片',
  'evidence.chips': '留存判读小图',
  'coverage.looks': '查看记录',
  'sweep.begin': '开始普查',
  'sweep.mark': '普查标记',
  'project.scheme': '选择结论方案',
  'layer.import': '导入图层',
  'imagery.import': '导入影像',
  'imagery.offset': '影像偏移',
  'layer.remove': '移除图层',
  'eligibility.run': '核算',
  'scenario.save': '保存口径方案',
  'scenario.rename': '口径方案改名',
  'scenario.remove': '删除口径方案',
  'rules.save': '保存规则集',
  'rules.remove': '删除规则集',
  'project.create': '新建项目',
  'project.settings': '修改设置',
  'handUp.settings': '修改出件设置',
  'handUp.template': '更换报告模板',
} satisfies Readonly<Record<CommandKind, string>>;

export const releaseStateTitles = {
  sealed: '已封签',
  rebuilt: '原样重建',
  changed: '有改动',
  unreadable: '清单无法读取',
} as const;

export const plotSortTitles: Readonly<Record<PlotSort, string>> = {
  number: '图斑号',
  area: '面积',
  net: '可恢复面积',
  town: '乡镇',
  village: '村',
  landClass: '地类',
  recorded: '台账面积',
  outflowYear: '流出年份',
  eligibility: '核算',
  status: '状态',
  verdict: '结论',
  reviewer: '审核员',
  decidedAt: '判读时间',
};
