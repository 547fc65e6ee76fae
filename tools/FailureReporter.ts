import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';
import type { Failure } from './describeFailure.ts';

/**
 * Writes all that failed in a run of vitest into a file, as JSON of Failure[]: files that did not load, hooks of
 * suites, tests, and errors outside of tests. Vitest's own JSON leaves out what an error was caused by.
 */
export class FailureReporter implements Reporter {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const outside = unhandled.map((error) => ({ file: '', names: [], errors: [error] }));
    const failures: readonly Failure[] = [...modules.flatMap(failuresOf), ...outside];
    writeFileSync(this.#path, JSON.stringify(failures));
  }
}

function failuresOf(module: TestModule): Failure[] {
  const file = module.moduleId;
  const inside = [...module.children.allSuites(), ...module.children.allTests()].map((one) => ({
    file,
    names: namesOf(one),
    errors: errorsOf(one),
  }));
  return [{ file, names: [], errors: module.errors() }, ...inside].filter(({ errors }) => errors.length > 0);
}

function namesOf({ name, parent }: TestCase | TestSuite): string[] {
  return [...(parent.type === 'module' ? [] : namesOf(parent)), name];
}

function errorsOf(one: TestCase | TestSuite): readonly SerializedError[] {
  return one.type === 'suite' ? one.errors() : (one.result().errors ?? []);
}
