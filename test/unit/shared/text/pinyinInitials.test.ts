import { expect, it } from 'vitest';
import { matchesInitials } from '../../../../shared/text/pinyinInitials.ts';

it.each([
  ['张家村', 'zjc'],
  ['青河镇双溪村', 'sxc'],
  ['长沙湾', 'csw'],
  ['长沙湾', 'zsw'],
  ['第3村', '3c'],
])('finds %s by %s', (name, typed) => expect(matchesInitials(name, typed)).toBe(true));

it.each([
  ['张家村', 'zc'],
  ['张家村', ''],
  ['李家村', 'zjc'],
])('does not find %s by “%s”', (name, typed) => expect(matchesInitials(name, typed)).toBe(false));
