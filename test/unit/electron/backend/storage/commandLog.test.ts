import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Command,
  findChainBreak,
  listCommands,
  readLastSequence,
  runCommand,
} from '../../../../../electron/backend/storage/project/commandLog.ts';
import { readSettings, writeSettings } from '../../../../../electron/backend/storage/project/settings.ts';
import { sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import { buildProject } from '../../../../support/buildProject.ts';

const clock = () => new Date('2026-03-04T05:06:07.008Z');

describe('runCommand', () => {
  it('logs who did what, when, and what it was before', async () => {
    const project = await buildProject({ clock });
    writeSettings(project, { edgeSplitMeters: null }, '乙');
    expect(listCommands(project.database, { limit: 1 })).toEqual([
      {
        sequence: 2,
        atUtc: '2026-03-04T05:06:07.008Z',
        by: '乙',
        kind: 'project.settings',
        target: 'project',
        oldValue: '{"edgeSplitMeters":70}',
        newValue: '{"edgeSplitMeters":null}',
        undoes: null,
        batch: null,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it('chains each row to the one before by SHA-256 over its canonical JSON', async () => {
    const project = await buildProject({ clock });
    writeSettings(project, { edgeSplitMeters: 5 }, '乙');
    const [second, first] = listCommands(project.database, { limit: 2 });
    // written out here by hand, keys in alphabetical order
    const text =
      '{"atUtc":"2026-03-04T05:06:07.008Z","by":"乙","kind":"project.settings",' +
      '"newValue":"{\\"edgeSplitMeters\\":5}","oldValue":"{\\"edgeSplitMeters\\":70}",' +
      `"previousHash":"${first?.hash}","sequence":2,"target":"project","undoes":null}`;
    expect(second?.hash).toBe(createHash('sha256').update(text).digest('hex'));
    expect(findChainBreak(project.database)).toBeUndefined();
  });

  it('keeps neither the change nor the row when the write throws', async () => {
    const project = await buildProject();
    const command: Command = {
      kind: 'project.settings',
      target: 'project',
      by: '甲',
      oldValue: null,
      newValue: null,
    };
    const fail = () =>
      runCommand(project, command, (db) => {
        db.run(sql`UPDATE project SET edge_split_meters = 1`);
        throw new Error('on purpose');
      });
    expect(fail).toThrow('on purpose');
    expect(readSettings(project.database)).toEqual({ edgeSplitMeters: 70 });
    expect(readLastSequence(project.database)).toBe(1);
  });

  it('refuses to run inside another command', async () => {
    const project = await buildProject();
    const command: Command = {
      kind: 'project.settings',
      target: 'project',
      by: '甲',
      oldValue: null,
      newValue: null,
    };
    expect(() => runCommand(project, command, () => runCommand(project, command, () => 1))).toThrow(
      'transactions do not nest',
    );
    expect(readLastSequence(project.database)).toBe(1);
  });

  it('logs nothing when a setting is given the value it has', async () => {
    const project = await buildProject();
    expect(writeSettings(project, { edgeSplitMeters: 70 }, '甲')).toEqual({ edgeSplitMeters: 70 });
    expect(writeSettings(project, {}, '甲')).toEqual({ edgeSplitMeters: 70 });
    expect(readLastSequence(project.database)).toBe(1);
  });

  it('cannot be changed or deleted afterwards', async () => {
    const { database } = await buildProject();
    expect(() => database.run(sql`UPDATE command_log SET actor = 'x'`)).toThrow('append-only');
    expect(() => database.run(sql`DELETE FROM command_log`)).toThrow('append-only');
    expect(() =>
      database.run(sql`INSERT OR REPLACE INTO command_log SELECT * FROM command_log WHERE sequence = 1`),
    ).toThrow('append-only');
  });
});
