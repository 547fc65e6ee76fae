import { writeSync } from 'node:fs';
import { listCommands, readLastSequence } from '../../electron/backend/storage/project/commandLog.ts';
import { parseReviewTarget } from '../../shared/domain/review/reviewTarget.ts';
import { AppError } from '../../shared/errors/AppError.ts';
import { createProjectSteps } from './projectSteps.ts';
import { createReviewSteps } from './reviewSteps.ts';
import { createStepTools } from './stepTools.ts';

/**
 * A program to be killed: opens the project given and does random commands of every kind there is, through the real
 * services and without end. After each one that is done it prints the rows of the log it made: sequence, plot
 * (0 where it is about none), hash. What the rules refuse changes nothing and prints nothing. A second argument ends
 * it after so many tries.
 */
const [directory, limitText] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: writeEveryKind.ts DIRECTORY [TRIES]');
const limit = limitText === undefined ? Number.POSITIVE_INFINITY : Number(limitText);

const tools = await createStepTools(directory);
const { db, pick, session } = tools;
const reviewSteps = createReviewSteps(tools);
// reviewers judge far more often than anybody imports
const steps = [...Array.from({ length: 4 }, () => reviewSteps).flat(), ...createProjectSteps(tools)];

for (let i = 0; i < limit; i++) {
  const before = readLastSequence(db);
  try {
    await pick(steps)();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  const made = listCommands(db, { limit: readLastSequence(db) - before });
  const lines = made.reverse().map(({ sequence, target, hash }) => {
    return `${sequence} ${parseReviewTarget(target)?.plotId ?? 0} ${hash}\n`;
  });
  if (lines.length > 0) writeSync(1, lines.join(''));
}
await session.close();
