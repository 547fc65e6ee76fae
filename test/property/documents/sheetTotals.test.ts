import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { computeTotals, type ListSheet } from '../../../electron/backend/documents/listTable.ts';
import type { PlotListRow } from '../../../electron/backend/documents/plotListSnapshot.ts';
import { buildCrossSheet } from '../../../electron/backend/documents/workbook/crossSheet.ts';
import { buildTownSheet } from '../../../electron/backend/documents/workbook/townSheet.ts';
import { buildUnitSheet } from '../../../electron/backend/documents/workbook/unitSheet.ts';
import { eligibilityVerdicts } from '../../../shared/domain/eligibility/verdict.ts';

vi.setConfig({ testTimeout: 120_000 });

const plot = fc.record({
  town: fc.constantFrom('张家镇', '柳溪镇', ''),
  landClassCode: fc.constantFrom('0201', '0404', '1104A'),
  eligibility: fc.constantFrom(...eligibilityVerdicts),
  grossSquareMeters: fc.double({ min: 0.01, max: 900_000, noNaN: true }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** Adds up in whole units of the last printed digit, as integers. */
function add(values: readonly number[], decimals: number): string {
  const units = values.reduce((sum, value) => sum + BigInt(value.toFixed(decimals).replace('.', '')), 0n);
  const digits = units.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function totalOf(sheet: ListSheet, key: string): string {
  const place = sheet.columns.findIndex((column) => column.key === key);
  return (computeTotals(sheet)[place] as number).toFixed(sheet.columns[place]?.decimals);
}

it('closes 5,000 random tables in m², 公顷 and 亩 by the rule it prints: totals are sums of what is printed', () => {
  fc.assert(
    fc.property(fc.array(plot, { minLength: 1, maxLength: 40 }), (plots) => {
      const rows = plots.map(({ town, share, grossSquareMeters, ...rest }) => {
        const netSquareMeters = grossSquareMeters * share;
        const toMu = (area: number) => Number(((area * 15) / 10_000).toFixed(2));
        const areas = { grossSquareMeters, netSquareMeters };
        const printed = { grossMu: toMu(grossSquareMeters), netMu: toMu(netSquareMeters) };
        return { ...rest, ...areas, ...printed, townName: town } as PlotListRow;
      });
      const snapshot = { title: '', basis: '', rows };
      const units = buildUnitSheet(snapshot);
      const towns = buildTownSheet(snapshot);
      const classes = buildCrossSheet(snapshot);
      const round = (value: number, decimals: number) =>
        Math.round(value * 10 ** decimals + 1e-7) / 10 ** decimals;
      for (const [amount, metersKey, muKey] of [
        ['gross', 'grossSquareMeters', 'grossMu'],
        ['net', 'netSquareMeters', 'netMu'],
      ] as const) {
        const mu = add(
          rows.map((row) => row[muKey] as number),
          2,
        );
        expect(totalOf(units, `${amount}:mu`)).toBe(mu);
        // the same plots in other sheets are the same figure
        expect(totalOf(towns, `all:${muKey}`)).toBe(mu);
        expect(totalOf(classes, `all:${muKey}`)).toBe(mu);
        const meters = rows.map((row) => row[metersKey] as number);
        const within = (key: string, decimals: number, scale: number) => {
          const truth = meters.reduce((sum, value) => sum + round(value * scale, decimals), 0);
          expect(Math.abs(Number(totalOf(units, key)) - truth)).toBeLessThan(
            rows.length * 1.01 * 10 ** -decimals,
          );
        };
        within(`${amount}:squareMeters`, 2, 1);
        within(`${amount}:hectares`, 4, 1e-4);
      }
      for (const sheet of [units, towns, classes]) {
        for (const [place, column] of sheet.columns.entries()) {
          if (column.kind !== 'area') continue;
          const cells = sheet.rows.map((row) => row[place] as number);
          expect(totalOf(sheet, column.key)).toBe(add(cells, column.decimals));
        }
      }
    }),
    { numRuns: 5_000 },
  );
});
