import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeFailure, type Failure } from '../../../tools/describeFailure.ts';
import { packageBinPath, projectRoot } from '../../../tools/runPackageBin.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const config = `
  import { FailureReporter } from '${join(projectRoot, 'tools/FailureReporter.ts')}';
  export default { test: { reporters: [new FailureReporter('failures.json')] } };
`;
const tests = `
  import fc from 'fast-check';
  import { beforeAll, describe, expect, it } from 'vitest';
  describe('numbers', () => {
    it('are equal', () => expect({ a: 1 }).toEqual({ a: 2 }));
    it('pass', () => {});
    it('are small', () => {
      fc.assert(fc.property(fc.integer({ min: 5, max: 5 }), (n) => expect(n).toBeLessThan(4)), { seed: 7 });
    });
  });
  describe('a place that is not there', () => {
    beforeAll(() => { throw new Error('no such place'); });
    it('is visited', () => {});
  });
`;

/** The failures of a run of vitest, in a folder of its own, of the tests above and of a file that does not load. */
function failuresOfRun(): { root: string; failures: readonly Failure[] } {
  const root = temporaryFolder();
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'vitest.config.mjs'), config);
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  mkdirSync(join(root, 'test'));
  writeFileSync(join(root, 'test/numbers.test.ts'), tests);
  writeFileSync(join(root, 'test/broken.test.ts'), `import './nowhere.ts';`);
  spawnSync(process.execPath, [packageBinPath('vitest'), 'run'], { cwd: root });
  return { root, failures: JSON.parse(readFileSync(join(root, 'failures.json'), 'utf8')) as Failure[] };
}

describe('the last lines of npm test', () => {
  it('name each failed test, hook and file with the message, and of a random test how to see it again', () => {
    const { root, failures } = failuresOfRun();
    const told = failures.map((failure) => describeFailure(failure, root, 12));
    const about = (name: string) => told.find((lines) => lines[1]?.includes(name)) ?? [];
    expect(told).toHaveLength(4);
    expect(about('numbers > are equal').slice(0, 3)).toEqual([
      'FAILED test/numbers.test.ts',
      '  numbers > are equal',
      '  AssertionError: expected { a: 1 } to deeply equal { a: 2 }',
    ]);
    expect(about('are equal').at(-1)).toMatch(/^ {2}at test\/numbers\.test\.ts:5:/);
    const random = about('numbers > are small').join('\n');
    expect(random).toContain('{ seed: 7, path: "0", endOnFailure: true }');
    expect(random).toContain('Counterexample: [5]');
    expect(random).toContain('caused by AssertionError: expected 5 to be less than 4');
    expect(about('a place that is not there').join('\n')).toContain('no such place');
    expect(told.find((lines) => lines[0] === 'FAILED test/broken.test.ts')?.join('\n')).toContain(
      'nowhere.ts',
    );
  });

  it('keep to the number of lines, drop colours and cut what is too wide', () => {
    const errors = [
      { message: `\u001b[31m${'长'.repeat(300)}\u001b[39m\n\n2\n3\n4\n5`, stack: 'at f (/r/a.ts:1:2)' },
    ];
    expect(describeFailure({ file: '/r/a.test.ts', names: ['b'], errors }, '/r', 5)).toEqual([
      'FAILED a.test.ts',
      '  b',
      `  ${'长'.repeat(240)} …`,
      '  2',
      '  at a.ts:1:2',
    ]);
  });
});
