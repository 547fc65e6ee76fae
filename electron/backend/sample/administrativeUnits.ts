import type { CountyPlan } from './countyPlan.ts';

export const COUNTY_CODE = '511799';
export const COUNTY_NAME = '示例县';

const TOWN_NAMES = ['张家镇', '柳溪镇', '石桥镇', '双河镇', '青岗乡', '云岭乡', '龙泉镇', '白鹤乡'];
const VILLAGE_SURNAMES =
  '李王陈刘杨黄赵周吴徐孙马朱胡郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田萧潘袁蔡余杜叶程'.split('');
const VILLAGE_ENDINGS = ['家村', '家坝村', '家湾村', '家沟村', '家坪村', '家院村'];

/** An invented town or village; `columns` and `rows` are half-open ranges of the plan's blocks. */
export interface AdministrativeUnit {
  readonly code: string;
  readonly name: string;
  readonly columns: readonly [from: number, to: number];
  readonly rows: readonly [from: number, to: number];
}

export interface AdministrativeUnits {
  readonly towns: readonly AdministrativeUnit[];
  readonly villages: readonly AdministrativeUnit[];
  townAt(column: number, row: number): AdministrativeUnit;
  villageAt(column: number, row: number): AdministrativeUnit;
}

/** Eight towns, four by two, each of three by two villages (fewer where a county has too few blocks). */
export function createAdministrativeUnits(plan: CountyPlan): AdministrativeUnits {
  const towns: AdministrativeUnit[] = [];
  const villages: AdministrativeUnit[] = [];
  const columnCuts = cuts(...plan.countyColumns, 4);
  const rowCuts = cuts(...plan.countyRows, 2);
  for (let b = 0; b < rowCuts.length - 1; b++) {
    for (let a = 0; a < columnCuts.length - 1; a++) {
      const index = towns.length;
      const columns = [columnCuts[a], columnCuts[a + 1]] as [number, number];
      const rows = [rowCuts[b], rowCuts[b + 1]] as [number, number];
      const code = `${COUNTY_CODE}${101 + index}`;
      towns.push({ code, name: TOWN_NAMES[index] as string, columns, rows });
      const inColumns = cuts(...columns, 3);
      const inRows = cuts(...rows, 2);
      for (let d = 0; d < inRows.length - 1; d++) {
        for (let c = 0; c < inColumns.length - 1; c++) {
          const number = villages.length;
          const serial = d * (inColumns.length - 1) + c;
          const surname = VILLAGE_SURNAMES[(number * 7) % VILLAGE_SURNAMES.length] as string;
          const ending = VILLAGE_ENDINGS[(serial + index) % VILLAGE_ENDINGS.length] as string;
          villages.push({
            code: `${code}${200 + serial}`,
            name: number === 0 ? '李家村' : surname + ending,
            columns: [inColumns[c], inColumns[c + 1]] as [number, number],
            rows: [inRows[d], inRows[d + 1]] as [number, number],
          });
        }
      }
    }
  }
  const find = (units: readonly AdministrativeUnit[], column: number, row: number): AdministrativeUnit =>
    units.find(
      (unit) =>
        column >= unit.columns[0] && column < unit.columns[1] && row >= unit.rows[0] && row < unit.rows[1],
    ) as AdministrativeUnit;
  return {
    towns,
    villages,
    townAt: (column, row) => find(towns, column, row),
    villageAt: (column, row) => find(villages, column, row),
  };
}

/** Cuts a range into at most `parts` whole, non-empty pieces. */
function cuts(from: number, to: number, parts: number): number[] {
  const pieces = Math.min(parts, to - from);
  return Array.from({ length: pieces + 1 }, (_, k) => from + Math.round(((to - from) * k) / pieces));
}
