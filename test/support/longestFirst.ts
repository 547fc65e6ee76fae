import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest on a quiet machine, the longest of all first. Beside the first browser file, which makes
 * the sample for all others, runs one that needs none.
 */
const longest = [
  'e2e/contactSheet',
  'e2e/eligibility',
  'e2e/sandbox',
  'e2e/reviewing',
  'e2e/comparison',
  'e2e/quality',
  'e2e/adjustments',
  'e2e/mapAccuracy',
  'reliability/documents/rebuild',
  'e2e/report',
  'reliability/commandLine',
  'e2e/reviewWindow',
  'reliability/documents/foreignPrograms',
  'e2e/queue',
  'reliability/release',
  'reliability/verdictsSurviveKill',
  'e2e/keyboard',
  'reliability/documents/hostileRelease',
  'property/review/plotThings',
  'golden/eligibility/cambridge',
  'unit/electron/backend/compute/changedRun',
  'property/geometry/simpleCuts',
  'property/review/reviewLog',
  'unit/electron/backend/imagery/importGdalFiles',
  'unit/electron/backend/imagery/importImage',
  'unit/electron/backend/imagery/phaseCorrelate',
  'unit/electron/backend/imagery/resumeImport',
  'unit/shared/domain/geometry/geometryEngineMemory',
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
