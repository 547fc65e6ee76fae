import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../renderer/commands/Command.ts';
import { computeEffectiveKeys, findKeyOwner } from '../../../../renderer/commands/effectiveKeys.ts';

const command = (id: string, scope: Command['scope'], ...keys: string[]) => ({ id, scope, keys });
const commands = [
  command('next', 'review', 'KeyE', 'PageDown'),
  command('previous', 'review', 'KeyQ'),
  command('dock', 'window', 'F6'),
  command('finish', 'drawing', 'Enter'),
];

describe('the keys in force', () => {
  it('are those the commands come with, while nothing is changed', () => {
    expect(Object.fromEntries(computeEffectiveKeys(commands, {}, {}))).toEqual({
      next: ['KeyE', 'PageDown'],
      previous: ['KeyQ'],
      dock: ['F6'],
      finish: ['Enter'],
    });
  });

  it('are the reviewer’s before the preset’s, and a key given away leaves its command', () => {
    const preset = { previous: ['KeyE'], dock: ['F7'] };
    const effective = computeEffectiveKeys(commands, preset, { dock: ['KeyE'] });
    expect(Object.fromEntries(effective)).toEqual({
      next: ['PageDown'],
      previous: [],
      dock: ['KeyE'],
      finish: ['Enter'],
    });
  });

  it('may be one key for two commands that are never meant together', () => {
    const effective = computeEffectiveKeys(commands, {}, { next: ['Enter'] });
    expect(effective.get('next')).toEqual(['Enter']);
    expect(effective.get('finish')).toEqual(['Enter']);
  });

  it('name the command that has a key, for the question before it is taken away', () => {
    const [next, previous, , finish] = commands as [never, never, never, never];
    expect(findKeyOwner(commands, 'KeyE', previous)?.id).toBe('next');
    expect(findKeyOwner(commands, 'KeyE', next)).toBeUndefined();
    expect(findKeyOwner(commands, 'KeyE', finish)).toBeUndefined();
  });
});
