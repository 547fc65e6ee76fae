/** Stages of an eligibility run, shown beside its progress. */
export const eligibilityStages = {
  exclusions: '整理排除图层',
  plots: '切割图斑',
  saving: '保存核算结果',
} as const;

/** More layers are bound to rules than a run can tell apart. */
export function describeTooManyRules(bound: number, maximum: number): string {
  return `启用的规则和自定义图层共 ${bound} 个，最多 ${maximum} 个`;
}

/** What the user was about to do, for errors that name it. */
export const eligibilityOperations = {
  run: '核算',
  summary: '查看核算结果',
  bill: '查看面积算账单',
  pieces: '查看核算碎片',
  whatif: '口径沙盘',
  flowout: '核对耕地流出',
  compare: '对比两次核算',
  occupation: '统计占用面积',
  recheck: '查看占补平衡复核清单',
  bindings: '查看规则绑定',
  saveRules: '保存规则集',
} as const;
