import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeImportFinding } from '../../../../shared/text/vectorImport.zh-CN.ts';

const root = fileURLToPath(new URL('../../../../electron/backend/vector/', import.meta.url));

describe('import findings', () => {
  it('have a Chinese sentence for every code the readers use', () => {
    const codes = new Set<string>();
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const text = readFileSync(root + name, 'utf8');
      const patterns = [
        /why: '([A-Z_]+)'/g,
        /tally\.add\(\s*'([A-Z_]+)'/g,
        /code: '([A-Z_]+)'/g,
        /finding\('([A-Z_]+)'/g,
        /why \?\?= '([A-Z_]+)'/g,
        /\/i, '([A-Z_]+)'\]/g,
      ];
      for (const pattern of patterns) for (const [, code] of text.matchAll(pattern)) codes.add(code ?? '');
    }
    expect(codes.size).toBeGreaterThan(25);
    expect([...codes].filter((code) => describeImportFinding(code) === code)).toEqual([]);
  });

  it('leave a code of others as it is', () => {
    expect(describeImportFinding('SOMETHING_ELSE')).toBe('SOMETHING_ELSE');
  });
});
