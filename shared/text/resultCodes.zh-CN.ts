/** Result codes of the rule set (domain.md §8) that no exclusion rule titles itself. */
const titles: Readonly<Record<string, string>> = {
  A: '恢复属性 A（即可恢复）',
  B: '恢复属性 B（工程恢复）',
  C: '恢复属性 C（未标注）',
  N01: '现状已为耕地',
  N02: '变化前已为耕地，不属流入',
  W03: '现状不是耕地',
  W24: '补充耕地成林成园，恢复或核减',
  W02: '非常规来源',
  N11: '净面积不足',
  I12: '碎斑已舍去并列出',
  I13: '边界轻微触及，已忽略',
  W21: '毁林毁树风险',
  W22: '平塘复耕风险',
  W23: '位于城镇开发边界内',
  P31: '优先恢复（永久基本农田内）',
  P32: '应恢复（2021 年及以后流出）',
  P33: '审慎恢复（2021 年以前流出）',
  N41: '与已恢复或已用指标重复',
  N42: '缺少权利人意愿',
  U00: '缺少必需的规则图层',
  U01: '未能计算',
};

/** What a result code says; an unknown one shows as itself. */
export function resultCodeTitle(code: string): string {
  return titles[code] ?? code;
}
