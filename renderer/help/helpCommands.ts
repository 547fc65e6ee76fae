import { type Command, defineCommand } from '../commands/Command.ts';
import { useProject } from '../session/projectStore.ts';
import { openHelp } from './helpStore.ts';

export const helpCommands: readonly Command[] = [
  defineCommand({
    id: 'help.open',
    title: '帮助',
    group: '帮助',
    keys: ['F1'],
    run: () => openHelp(useProject.getState().project !== null),
  }),
];
