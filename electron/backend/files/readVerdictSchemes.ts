import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseVerdictScheme } from '../../../shared/domain/review/parseVerdictScheme.ts';
import { defaultSchemeId, type VerdictScheme } from '../../../shared/domain/review/verdictScheme.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { resourcesDirectory } from './resourcesDirectory.ts';

let schemesRead: readonly VerdictScheme[] | undefined;

/** The verdict schemes shipped with the program, the one of a new project first. */
export function readVerdictSchemes(): readonly VerdictScheme[] {
  // read once: every verdict is held to one of them, and they do not change while the program runs
  schemesRead ??= readShippedSchemes();
  return schemesRead;
}

function readShippedSchemes(): readonly VerdictScheme[] {
  const directory = join(resourcesDirectory(), 'schemes');
  const schemes = readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => parseVerdictScheme(readFileSync(join(directory, name), 'utf8')));
  return [
    ...schemes.filter(({ id }) => id === defaultSchemeId),
    ...schemes.filter(({ id }) => id !== defaultSchemeId),
  ];
}

/** Throws SCHEME_NOT_FOUND. */
export function readVerdictScheme(schemeId: string): VerdictScheme {
  const scheme = readVerdictSchemes().find(({ id }) => id === schemeId);
  if (scheme === undefined) throw new AppError('SCHEME_NOT_FOUND', { schemeId });
  return scheme;
}
