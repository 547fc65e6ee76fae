import { areaCommand } from './areaCommand.ts';
import { chipCommands } from './chipCommands.ts';
import type { Command } from './command.ts';
import { eligibilityCommands } from './eligibilityCommands.ts';
import { handUpCommands } from './handUpCommands.ts';
import { historyCommands } from './historyCommands.ts';
import { importCommands } from './importCommands.ts';
import { ledgerCommands } from './ledgerCommands.ts';
import { projectCommands } from './projectCommands.ts';
import { qualityCommands } from './qualityCommands.ts';
import { reviewCommands } from './reviewCommands.ts';
import { rulesCommands } from './rulesCommands.ts';
import { sampleCommands } from './sampleCommands.ts';
import { scenarioCommands } from './scenarioCommands.ts';
import { serveCommand } from './serveCommand.ts';

/** All commands, in the order in which --help lists them. */
export const commands: readonly Command[] = [
  ...sampleCommands,
  ...projectCommands,
  ...historyCommands,
  ...importCommands,
  ...rulesCommands,
  ...eligibilityCommands,
  ...scenarioCommands,
  ...reviewCommands,
  ...chipCommands,
  ...qualityCommands,
  ...ledgerCommands,
  ...handUpCommands,
  areaCommand,
  serveCommand,
];
