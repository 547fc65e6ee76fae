import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createProject } from '../../../../../electron/backend/storage/project/openProject.ts';
import { createClient } from '../../../../../shared/contract/createClient.ts';
import type { AreaBill } from '../../../../../shared/contract/records/eligibilityRecords.ts';
import { createInProcessTransport } from '../../../../../shared/contract/transports/inProcessTransport.ts';
import { parseRuleSet } from '../../../../../shared/domain/eligibility/parseRuleSet.ts';
import type { AttributeValue } from '../../../../../shared/domain/eligibility/ruleSet.ts';
import { addLayer, addPlotPolygons, type TestPlot } from '../../../../support/buildEligibilityProject.ts';
import { createTestBackend } from '../../../../support/hosts.ts';
import { suiteFolder } from '../../../../support/suiteFolder.ts';
import { rectangle } from '../../../../support/writeSmallCounty.ts';

const rulesFile = new URL('../../../../../resources/rules/restoration-2023.json', import.meta.url);

interface Example {
  /** The rule of domain.md §8 it is about, and the number of its plot. */
  readonly code: string;
  readonly plot?: Partial<TestPlot>;
  /** What of the rule's layer lies over the plot: widths from its west side, all 40 m high. */
  readonly over?: readonly { readonly width: number; readonly attributes?: Record<string, AttributeValue> }[];
  /** What the rule takes, in m²; 0 for a remark. */
  readonly taken: number;
  readonly net: number;
  /** Among the reasons of the plot. */
  readonly says: string;
}

/**
 * A plot for each rule, 50 m wide and 40 m high (2000 m²) unless its example says otherwise, of class 0404 with an
 * outflow of 2022, 300 m from the next one; every layer lies over the plot of its own rule alone.
 */
const examples: readonly Example[] = [
  { code: 'C01', plot: { landClassCode: '0103' }, taken: 2000, net: 0, says: 'N01' },
  { code: 'C02', plot: { landClassCode: '0702' }, taken: 0, net: 2000, says: 'W02' },
  { code: 'C03', plot: { restorationAttribute: 'GCHF' }, taken: 0, net: 2000, says: 'B' },
  // grade 4 beside it does not count
  over('E01', 5, { PDJB: '5' }, { PDJB: '4' }),
  over('E02', 6),
  over('E03', 7),
  over('E04', 8, { BHQJB: '一级' }, { BHQJB: '二级' }),
  over('E05', 9),
  over('E06', 10, { SEN_LIN_LB: '12' }, { SEN_LIN_LB: '21' }),
  over('E07', 11, { DI_LEI: '0110' }, { DI_LEI: '0210' }),
  { ...over('E99', 12), says: 'X99-1' },
  // 30 × 13 = 390 m², ten less than the minimum
  { code: 'T01', plot: { geometry: placed('T01', 30, 13) }, taken: 390, net: 0, says: 'N11' },
  // the slope leaves a strip of half a metre: 20 m², narrower than 1 m
  { code: 'T02', over: [{ width: 49.5 }], taken: 20, net: 0, says: 'I12' },
  // 0.01 × 40 = 0.4 m² of the red line: less than 1 m² and than a thousandth of the plot
  { code: 'T03', over: [{ width: 0.01 }], taken: 0, net: 2000, says: 'I13' },
  { code: 'W01', plot: { landClassCode: '0301' }, taken: 0, net: 2000, says: 'W21' },
  { code: 'W02b', plot: { landClassCode: '1104A' }, taken: 0, net: 2000, says: 'W22' },
  { code: 'W03', over: [{ width: 25, attributes: { GHFQDM: '010' } }], taken: 0, net: 2000, says: 'W23' },
  { code: 'W04', over: [{ width: 25 }], taken: 0, net: 2000, says: 'P31' },
  { code: 'W05', plot: { outflowYear: 2020 }, taken: 0, net: 2000, says: 'P33' },
  // 1 × 40 m of a plot that was counted before block the whole of it
  { code: 'W06', over: [{ width: 1 }], taken: 2000, net: 0, says: 'N41' },
  { code: 'W07', plot: { attributes: { QZYY: '否' } }, taken: 0, net: 2000, says: 'N42' },
];

function over(
  code: string,
  width: number,
  attributes: Record<string, AttributeValue> = {},
  beside?: Record<string, AttributeValue>,
): Example {
  const strips = [
    { width, attributes },
    ...(beside === undefined ? [] : [{ width: 50, attributes: beside }]),
  ];
  return { code, over: strips, taken: width * 40, net: 2000 - width * 40, says: code.replace('E', 'X') };
}

function placed(code: string, width = 50, height = 40) {
  return rectangle(300 * codes().indexOf(code), 0, width, height);
}

function codes(): string[] {
  return ['C01', 'C02', 'C03', 'E01', 'E02', 'E03', 'E04', 'E05', 'E06', 'E07', 'E99'].concat([
    'T01',
    'T02',
    'T03',
    'W01',
    'W02b',
    'W03',
    'W04',
    'W05',
    'W06',
    'W07',
  ]);
}

/** T02 is left over by the slope, T03 touched by the red line. */
const layerOf: Readonly<Record<string, string>> = { T02: 'E01', T03: 'E02' };

describe('each rule of domain.md §8, worked out on squared paper', () => {
  const bills = new Map<string, AreaBill>();

  beforeAll(async () => {
    const directory = join(suiteFolder('every-rule'), 'project');
    const project = await createProject({ directory, name: '测试县', crs: 'EPSG:4545', by: '甲' });
    addPlotPolygons(
      project,
      examples.map(({ code, plot }) => ({
        plotNo: code,
        geometry: placed(code),
        landClassCode: '0404',
        ...plot,
        attributes: { QZYY: '是', ...plot?.attributes },
      })),
    );
    const laid = Map.groupBy(
      examples.filter((example) => example.over !== undefined),
      ({ code }) => layerOf[code] ?? code,
    );
    for (const [rule, members] of laid) {
      const features = members.flatMap(({ code, over: strips = [] }) =>
        strips.map(({ width, attributes }) => ({
          geometry: placed(code, width),
          attributes: rule === 'E01' ? { PDJB: '5', ...attributes } : (attributes ?? {}),
        })),
      );
      addLayer(project, {
        name: rule,
        rule,
        role: rule.startsWith('W') ? 'reference' : 'exclusion',
        features,
      });
    }
    project.close();
    const backend = createTestBackend();
    const client = createClient(createInProcessTransport(backend));
    await client.call('project.open', { directory });
    await client.call('eligibility.run', { rulesId: 'restoration-2023', workers: 1, by: '甲' });
    for (const { code } of examples) {
      const { plotId } = await client.call('plot.find', { plotNo: code });
      bills.set(code, await client.call('eligibility.bill', { plotId }));
    }
    await backend.close();
  });

  it('has an example for every rule and threshold there is', () => {
    const parsed = parseRuleSet(readFileSync(rulesFile, 'utf8'));
    if (!parsed.ok) throw new Error('the shipped rule set does not parse');
    const { plotRules, exclusions, recordNotes, layerNotes, thresholds } = parsed.ruleSet;
    const shipped = [...plotRules, ...exclusions, ...recordNotes, ...layerNotes, ...Object.values(thresholds)]
      .map((rule) => rule?.code ?? '')
      .sort();
    expect(examples.map(({ code }) => code).sort()).toEqual(shipped);
  });

  it.each(examples.map((example) => [example.code, example] as const))(
    '%s takes what it should, or takes nothing and says so',
    (code, { taken, net, says }) => {
      const bill = bills.get(code) as AreaBill;
      const charged = bill.lines.find(({ rule }) => rule === code || rule.startsWith(`${code}-`));
      expect(charged?.exclusiveSquareMeters ?? 0).toBeCloseTo(taken, 2);
      expect(bill.netSquareMeters).toBeCloseTo(net, 2);
      expect(bill.unchecked).toEqual([]);
      expect(bill.reasons.map(({ resultCode }) => resultCode)).toContain(says);
      const sum = bill.lines.reduce((total, { exclusiveSquareMeters }) => total + exclusiveSquareMeters, 0);
      expect(sum + (bill.netSquareMeters ?? 0)).toBeCloseTo(bill.grossSquareMeters ?? Number.NaN, 6);
    },
  );
});
