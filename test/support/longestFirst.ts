import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest on a quiet machine, the longest of all first. */
const longest = [
  'e2e/comparison',
  'e2e/eligibility',
  'e2e/sandbox',
  'e2e/contactSheet',
  'e2e/reviewing',
  'e2e/quality',
  'e2e/report',
  'e2e/attributes',
  'e2e/keyboard',
  'reliability/commandLine',
  'e2e/markup',
  'e2e/reviewWindow',
  'reliability/documents/rebuild',
  'reliability/import/importVector',
  'reliability/documents/foreignPrograms',
  'property/review/plotThings',
  'property/geometry/simpleCuts',
  'golden/eligibility/cambridge',
  'property/review/reviewLog',
  'unit/electron/backend/documents/products',
  'unit/electron/backend/imagery/resumeImport',
].map((name) => `/test/${name}.test.ts`);

/** Starts long files first, so that no core waits at the end for one long file; what is not listed follows as usual. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    const rankOf = ({ moduleId }: TestSpecification) => {
      const rank = longest.findIndex((ending) => moduleId.endsWith(ending));
      return rank === -1 ? longest.length : rank;
    };
    // a stable sort: the usual order stands where both are equal
    return usual.sort((a, b) => groupOf(a) - groupOf(b) || rankOf(a) - rankOf(b));
  }
}
