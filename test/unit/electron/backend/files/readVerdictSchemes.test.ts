import { describe, expect, it } from 'vitest';
import { readVerdictSchemes } from '../../../../../electron/backend/files/readVerdictSchemes.ts';
import { checkAnswers } from '../../../../../shared/domain/review/checkAnswers.ts';
import { findPreviousVerdict } from '../../../../../shared/domain/review/findPreviousVerdict.ts';

const schemes = readVerdictSchemes();
const optionOf = (schemeId: string, code: string) => {
  const option = schemes.find(({ id }) => id === schemeId)?.options.find((one) => one.code === code);
  if (option === undefined) throw new Error(`${schemeId} ${code}`);
  return option;
};

describe('the shipped verdict schemes', () => {
  it('are four, the default one first with the codes projects already hold', () => {
    expect(schemes.map(({ id }) => id)).toEqual([
      'restoration-potential',
      'balance-recheck',
      'inflow-audit',
      'satellite-enforcement',
    ]);
    expect(schemes[0]?.options.map(({ code, key }) => `${key} ${code}`)).toEqual([
      '1 ready',
      '2 works',
      '3 unsuitable',
      '4 unchanged',
      '5 restored',
      's doubtful',
    ]);
  });

  it('have 疑问 on S with a reason that must be given', () => {
    for (const { options } of schemes) {
      const doubt = options.find(({ key }) => key === 's');
      expect(doubt?.code).toBe('doubtful');
      expect(doubt?.fields[0]).toMatchObject({ code: 'reason', required: true });
    }
  });
});

describe('answers', () => {
  const illegal = optionOf('inflow-audit', 'construction');
  const rectified = optionOf('inflow-audit', 'rectified');
  it.each([
    [illegal, {}, 'missing'],
    [illegal, { approval: 'perhaps' }, 'invalid'],
    [illegal, { approval: 'none', colour: 'red' }, 'unknown'],
    [illegal, { approval: 'none' }, undefined],
    [rectified, { rectifiedOn: '2026-02-30' }, 'invalid'],
    [rectified, { rectifiedOn: '2026-02-28' }, undefined],
  ])('of %o: %o is %s', (option, answers, kind) => {
    expect(checkAnswers(option, answers as Record<string, string>)?.kind).toBe(kind);
  });
});

it('reads the verdict of the period before from a list of ours, by title or code', () => {
  const scheme = schemes[0];
  if (scheme === undefined) throw new Error('no scheme');
  expect(findPreviousVerdict(scheme, [{ name: 'PDJL', value: '工程恢复' }])).toBe('works');
  expect(findPreviousVerdict(scheme, [{ name: '上期结论', value: 'ready' }])).toBe('ready');
  expect(findPreviousVerdict(scheme, [{ name: 'PDJL', value: '未判' }])).toBeNull();
});
