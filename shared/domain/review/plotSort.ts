/** 图斑号 · 面积 · 可恢复净面积 · 乡镇. */
export const plotSorts = ['number', 'area', 'net', 'town'] as const;
export type PlotSort = (typeof plotSorts)[number];
