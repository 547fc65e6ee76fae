import { createHash } from 'node:crypto';
import {
  defaultHandUpSettings,
  type HandUpSettings,
} from '../../../../shared/contract/records/handUpSettings.ts';
import { canonicalJson, type JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type Command, type CommandTarget, runCommand } from './commandLog.ts';

/** The settings without the template's name, which is that of the stored file. */
type StoredSettings = Omit<HandUpSettings, 'templateName'>;

/** How the project hands up; the defaults where nothing was set. */
export function readHandUpSettings(db: ReadableDatabase): HandUpSettings {
  const templateName = db.value<string>(sql`SELECT name FROM hand_up_template`) ?? null;
  const stored = readStored(db);
  // an older project knows fewer options of coordinate files
  const coordinateText = { ...defaultHandUpSettings.coordinateText, ...stored.coordinateText };
  return { ...defaultHandUpSettings, ...stored, coordinateText, templateName };
}

/** Changes the settings that are given; a change of nothing is no command. */
export function writeHandUpSettings(
  project: CommandTarget,
  change: Partial<StoredSettings>,
  by: string,
): HandUpSettings {
  const db = project.database;
  const { templateName: _template, ...old } = readHandUpSettings(db);
  const settings: StoredSettings = { ...old, ...change };
  const text = canonicalJson(toJson(settings));
  if (text === canonicalJson(toJson(old))) return readHandUpSettings(db);
  const command: Command = {
    kind: 'handUp.settings',
    target: 'project',
    by,
    oldValue: toJson(old),
    newValue: toJson(settings),
  };
  runCommand(project, command, () =>
    db.run(sql`INSERT OR REPLACE INTO hand_up_settings (id, settings) VALUES (1, ${text})`),
  );
  return readHandUpSettings(db);
}

/** The bureau's own report template; undefined where none was given. */
export function readHandUpTemplate(
  db: ReadableDatabase,
): { readonly name: string; readonly bytes: Uint8Array } | undefined {
  return db.get<{ name: string; bytes: Uint8Array }>(sql`SELECT name, bytes FROM hand_up_template`);
}

/** Keeps a copy of a template in the project, or (null) takes it away. The caller has checked that it is one. */
export function writeHandUpTemplate(
  project: CommandTarget,
  template: { readonly name: string; readonly bytes: Uint8Array } | null,
  by: string,
): void {
  const db = project.database;
  const old = db.get<{ name: string; sha256: string }>(sql`SELECT name, sha256 FROM hand_up_template`);
  const sha256 = template === null ? '' : createHash('sha256').update(template.bytes).digest('hex');
  const newValue = template === null ? null : { name: template.name, sha256 };
  const command: Command = {
    kind: 'handUp.template',
    target: 'project',
    by,
    oldValue: old === undefined ? null : { name: old.name, sha256: old.sha256 },
    newValue,
  };
  runCommand(project, command, () => {
    if (template === null) return db.run(sql`DELETE FROM hand_up_template`);
    return db.run(sql`
      INSERT OR REPLACE INTO hand_up_template (id, name, sha256, bytes)
      VALUES (1, ${template.name}, ${sha256}, ${template.bytes})`);
  });
}

function readStored(db: ReadableDatabase): Partial<StoredSettings> {
  const text = db.value<string>(sql`SELECT settings FROM hand_up_settings`);
  return text === undefined ? {} : (JSON.parse(text) as StoredSettings);
}

function toJson(settings: StoredSettings): JsonValue {
  // plain data through and through; the round trip gives it the type of JSON
  return JSON.parse(JSON.stringify(settings)) as JsonValue;
}
