/** What a list of plots can be put in order by. */
export const plotSorts = [
  'number',
  'area',
  'net',
  'town',
  'village',
  'landClass',
  'recorded',
  'outflowYear',
  'eligibility',
  'status',
  'verdict',
  'reviewer',
  'decidedAt',
] as const;
export type PlotSort = (typeof plotSorts)[number];
