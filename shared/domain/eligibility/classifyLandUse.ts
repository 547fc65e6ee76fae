/** What a land class means for a judgment on 耕地 that has left (domain.md §3.1). */
export const landUses = [
  'cultivated',
  'orchardForest',
  'otherAgricultural',
  'construction',
  'unused',
] as const;
export type LandUse = (typeof landUses)[number];

const codes: Readonly<Record<LandUse, readonly string[]>> = {
  cultivated: ['0101', '0102', '0103'],
  orchardForest: ['0201', '0202', '0203', '0204', '0301', '0302', '0305', '0307'],
  otherAgricultural: [
    ...['0303', '0304', '0306', '0401', '0402', '0403', '1006', '1103', '1104', '1107', '1202', '1203'],
  ],
  construction: [
    ...['05H1', '0508', '0601', '0602', '0603', '0701', '0702', '08H1', '08H2', '0809', '0810', '09'],
    ...['1001', '1002', '1003', '1004', '1005', '1007', '1008', '1009', '1109', '1201'],
  ],
  unused: ['0404', '1101', '1102', '1105', '1106', '1108', '1110', '1204', '1205', '1206', '1207'],
};

const useOf = new Map(landUses.flatMap((use) => codes[use].map((code) => [code, use] as const)));

/**
 * The use of a class of the survey's working classification (三调工作分类), with or without the suffix of a subclass
 * (0201K, 1104A). Undefined for an empty code and for one that is not in the table: such a parcel is listed, never
 * guessed, because 用地用海 codes reuse the same digits for other classes.
 */
export function classifyLandUse(landClassCode: string): LandUse | undefined {
  const code = landClassCode.trim();
  return useOf.get(code) ?? useOf.get(code.replace(/(?<=\d|H\d)[AK]$/, ''));
}
