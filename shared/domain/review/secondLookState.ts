/** 待复核 · 有分歧 · 一致 · 已裁定 · 已退回. */
export const secondLookStates = ['open', 'disputed', 'agreed', 'settled', 'returned'] as const;
export type SecondLookState = (typeof secondLookStates)[number];

/** What plots are sorted by before a sample is drawn: 乡镇, 初判人, 结论, 面积临界, 停留过短. */
export const sampleFactors = ['town', 'reviewer', 'verdict', 'threshold', 'dwell'] as const;
export type SampleFactor = (typeof sampleFactors)[number];

/** 采用初判 · 采用复判 · 另判 · 退回重判. */
export const adjudications = ['first', 'second', 'other', 'return'] as const;
export type Adjudication = (typeof adjudications)[number];
