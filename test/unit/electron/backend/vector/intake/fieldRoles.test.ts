import { describe, expect, it } from 'vitest';
import { detectAreaUnit } from '../../../../../../electron/backend/vector/intake/detectAreaUnit.ts';
import {
  mapFieldRoles,
  readPlotAttributes,
} from '../../../../../../electron/backend/vector/intake/fieldRoles.ts';
import { PlotNumberChoice } from '../../../../../../electron/backend/vector/intake/PlotNumberChoice.ts';

const textFields = (...names: string[]) => names.map((name) => ({ name, type: 'text' as const }));

describe('field roles', () => {
  it('are found under the names a delivery uses, in upper or lower case', () => {
    const fields = textFields('objectid', 'jcbh', 'DLBM', '变化前地类', 'ZZSXDM');
    expect(Object.fromEntries(mapFieldRoles('f', fields, {}))).toEqual({
      plotNo: 1,
      landClassCode: 2,
      formerLandClassCode: 3,
      restorationAttribute: 4,
    });
  });

  it('follow the user where the user says so, by role or by any name of the role', () => {
    const fields = textFields('JCBH', 'MYNO');
    expect(mapFieldRoles('f', fields, { TBBH: 'myno' }).get('plotNo')).toBe(1);
    expect(mapFieldRoles('f', fields, { plotNo: 'MYNO' }).get('plotNo')).toBe(1);
    expect(() => mapFieldRoles('f', fields, { plotNo: 'NOPE' })).toThrow(
      expect.objectContaining({ code: 'DATASET_FIELD_NOT_FOUND' }),
    );
    expect(() => mapFieldRoles('f', fields, { nonsense: 'JCBH' })).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
    );
  });

  it('give the town by the first nine digits of a code, and never a county’s name for a town’s', () => {
    const fields = textFields('XZQDM', 'XZQMC');
    const roles = mapFieldRoles('f', fields, {});
    expect(readPlotAttributes(roles, fields, ['511799101205', '李家村'])).toMatchObject({
      townCode: '511799101',
    });
    expect(readPlotAttributes(roles, fields, ['511799', '某县'])).toMatchObject({
      townCode: '',
      townName: '',
    });
  });
});

describe('the plot number', () => {
  it('is not a field that only numbers plots inside a village', () => {
    const fields = textFields('TBBH', 'BSM');
    const choice = new PlotNumberChoice(fields, 0, false);
    for (let i = 0; i < 100; i++) choice.add([String(i % 10), `5117${i}`]);
    expect(choice.choose()).toBe(1);
  });

  it('stays the first choice in spite of a few duplicates', () => {
    const fields = textFields('JCBH', 'BSM');
    const choice = new PlotNumberChoice(fields, 0, false);
    for (let i = 0; i < 100; i++) choice.add([i < 2 ? 'same' : String(i), `5117${i}`]);
    expect(choice.choose()).toBe(0);
  });

  it('is what the user chose, whatever it holds', () => {
    const fields = textFields('JCBH', 'MYNO');
    const choice = new PlotNumberChoice(fields, 1, true);
    for (let i = 0; i < 10; i++) choice.add([String(i), 'x']);
    expect(choice.choose()).toBe(1);
  });
});

describe('the unit of the recorded area', () => {
  const areas = (factor: number) =>
    [400, 666.67, 1200, 5000].map((computed) => ({ computed, recorded: computed / factor }));

  it.each([
    ['square metres', 1, true, []],
    ['亩', 10_000 / 15, false, ['AREA_UNIT_MU']],
    ['hectares', 10_000, false, ['AREA_UNIT_HECTARE']],
  ])('is recognised as %s', (_name, factor, isSquareMeters, codes) => {
    const unit = detectAreaUnit(areas(factor));
    expect(unit.isSquareMeters).toBe(isSquareMeters);
    expect(unit.findings.map(({ code }) => code)).toEqual(codes);
  });

  it('counts records that are off by more than one per cent', () => {
    const unit = detectAreaUnit([...areas(1), { computed: 400, recorded: 300 }]);
    expect(unit.findings).toEqual([{ code: 'AREA_DIFFERS', count: 1 }]);
  });
});
