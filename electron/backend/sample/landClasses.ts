/** Names of the class codes the sample county uses (third national land survey, domain.md §3.1). */
export const LAND_CLASS_NAMES = {
  '0101': '水田',
  '0103': '旱地',
  '0201': '果园',
  '0201K': '可调整果园',
  '0202K': '可调整茶园',
  '0301': '乔木林地',
  '0302': '竹林地',
  '0305': '灌木林地',
  '0307': '其他林地',
  '0307K': '可调整其他林地',
  '0404': '其他草地',
  '0601': '工业用地',
  '0702': '农村宅基地',
  '1003': '公路用地',
  '1006': '农村道路',
  '1101': '河流水面',
  '1104': '坑塘水面',
  '1104A': '养殖坑塘',
  '1104K': '可调整养殖坑塘',
  '1107': '沟渠',
  '1202': '设施农用地',
} as const;

export type LandClass = keyof typeof LAND_CLASS_NAMES;

/** What can be seen from above; several looks share a land class and the other way round. */
export type Cover =
  | 'paddy'
  | 'dryField'
  | 'orchard'
  | 'teaRows'
  | 'forest'
  | 'bamboo'
  | 'shrub'
  | 'plantation'
  | 'wildGrass'
  | 'pond'
  | 'greenhouse'
  | 'farmBuilding'
  | 'hardened'
  | 'village'
  | 'road'
  | 'mainRoad'
  | 'ditch'
  | 'river';

/** What a field became when it left cultivation. `weight` is its share among the outflow plots. */
export interface Outflow {
  readonly landClass: LandClass;
  readonly cover: Cover;
  /** 图斑类型 of the monitoring list. */
  readonly changeType: string;
  readonly weight: number;
  /** Share of such plots marked 即可恢复; the rest is 工程恢复. Zero: land that carries no such mark. */
  readonly readyShare: number;
}

export const OUTFLOWS: readonly Outflow[] = [
  { landClass: '0201K', cover: 'orchard', changeType: '02', weight: 33, readyShare: 0.72 },
  { landClass: '0202K', cover: 'teaRows', changeType: '02', weight: 6, readyShare: 0.6 },
  { landClass: '0307K', cover: 'plantation', changeType: '03', weight: 20, readyShare: 0.45 },
  { landClass: '1104A', cover: 'pond', changeType: 'KT', weight: 6, readyShare: 0.1 },
  { landClass: '1104K', cover: 'pond', changeType: 'KT', weight: 6, readyShare: 0.2 },
  { landClass: '0404', cover: 'wildGrass', changeType: '04', weight: 15, readyShare: 0.8 },
  { landClass: '1202', cover: 'greenhouse', changeType: '20', weight: 7, readyShare: 0 },
  { landClass: '0702', cover: 'farmBuilding', changeType: '20', weight: 4, readyShare: 0 },
  { landClass: '1006', cover: 'hardened', changeType: 'YH', weight: 3, readyShare: 0 },
];
