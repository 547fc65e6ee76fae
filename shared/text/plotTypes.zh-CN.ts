/** 图斑类型 (TBLX) of monitoring layers, as one province's dictionary of 2026 has them (domain.md §4.3); other years differ. */
const titles: Readonly<Record<string, string>> = {
  '20': '建（构）筑物',
  YH: '硬化',
  DT: '动土',
  TD: '推堆土',
  DL1: '道路',
  DL2: '道路',
  DL3: '道路',
  TL: '铁路',
  ND: '农村道路',
  SJ: '水工建筑',
  CK: '采矿',
  GF: '光伏',
  '1': '耕地',
  '2': '园地',
  '3': '林地',
  '4': '草地',
  SM: '水面',
  KT: '坑塘',
  SK: '水库',
  WL: '瓦砾',
  TP: '推平',
  QT: '其他',
};

/** “YH 硬化”; a code of another year's dictionary stands as it is. */
export function describePlotType(code: string): string {
  const title = titles[code] ?? titles[code.replace(/^0/, '')];
  return title === undefined ? code : `${code} ${title}`;
}
