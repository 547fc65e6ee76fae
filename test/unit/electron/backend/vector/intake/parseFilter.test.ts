import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../../../electron/backend/vector/intake/parseFilter.ts';
import { AppError } from '../../../../../../shared/errors/AppError.ts';

const fields = [
  { name: 'DLBM', type: 'text' },
  { name: 'TBMJ', type: 'real' },
  { name: '乡镇 名称', type: 'text' },
] as const;
const row = ['0101', 350.5, "张家'镇"] as const;

describe('a filter', () => {
  it.each([
    ['DLBM = 0101', true],
    ['DLBM = 101', false],
    ["dlbm = '0101' AND TBMJ >= 350.5", true],
    ["DLBM='0101' and TBMJ<100", false],
    ["DLBM LIKE '01%'", true],
    ["DLBM LIKE '_1__'", true],
    ["DLBM LIKE '%1%9%'", false],
    ["DLBM IN ('0201', '0101')", true],
    ["DLBM NOT IN ('0201')", true],
    ['TBMJ IS NOT NULL', true],
    [`"乡镇 名称" = '张家''镇'`, true],
    ['TBMJ <> 350.5', false],
  ])('%s is %s of the row', (filter, expected) => {
    expect(parseFilter(filter, fields)(row)).toBe(expected);
  });

  it('finds no missing value equal or unequal to anything', () => {
    const empty = [null, null, null];
    expect(parseFilter('TBMJ != 1', fields)(empty)).toBe(false);
    expect(parseFilter('TBMJ IS NULL', fields)(empty)).toBe(true);
  });

  it.each(['', 'DLBM', 'DLBM =', 'NOPE = 1', 'DLBM = 1 OR 1 = 1', "DLBM = '1'; DROP TABLE x", 'DLBM = (1)'])(
    'refuses “%s” with DATASET_FILTER_INVALID',
    (filter) => {
      try {
        parseFilter(filter, fields);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect((error as AppError).code).toBe('DATASET_FILTER_INVALID');
      }
    },
  );
});
