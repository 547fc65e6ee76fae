const SQUARE_METERS_PER_MU = 10_000 / 15;
const SQUARE_METERS_PER_HECTARE = 10_000;

export interface AreaUnit {
  readonly isSquareMeters: boolean;
  readonly findings: readonly { readonly code: string; readonly count: number }[];
}

/**
 * Tells from the middle ratio of computed to recorded area whether the source records square metres, 亩 or hectares.
 * Another unit is reported and never converted: a column that only looks like hectares would be falsified.
 * In square metres, records that are more than 1 % and 1 m² off are counted.
 */
export function detectAreaUnit(
  areas: readonly { readonly recorded: number; readonly computed: number }[],
): AreaUnit {
  if (areas.length === 0) return { isSquareMeters: true, findings: [] };
  const ratios = areas.map(({ recorded, computed }) => computed / recorded).sort((a, b) => a - b);
  const middle = ratios[Math.floor(ratios.length / 2)] as number;
  const isNear = (factor: number) => middle > factor * 0.8 && middle < factor * 1.25;
  if (isNear(SQUARE_METERS_PER_MU)) {
    return { isSquareMeters: false, findings: [{ code: 'AREA_UNIT_MU', count: areas.length }] };
  }
  if (isNear(SQUARE_METERS_PER_HECTARE)) {
    return { isSquareMeters: false, findings: [{ code: 'AREA_UNIT_HECTARE', count: areas.length }] };
  }
  const differing = areas.filter(
    ({ recorded, computed }) =>
      Math.abs(recorded - computed) > 1 && Math.abs(recorded - computed) > computed * 0.01,
  ).length;
  return {
    isSquareMeters: true,
    findings: differing === 0 ? [] : [{ code: 'AREA_DIFFERS', count: differing }],
  };
}
