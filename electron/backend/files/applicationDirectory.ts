import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the application keeps what is its own (sample project, private import copies, logs): never a project.
 * TIANHENG_HOME overrides it, for portable use and for tests.
 */
export function defaultApplicationDirectory(): string {
  const { TIANHENG_HOME, LOCALAPPDATA, XDG_DATA_HOME } = process.env;
  if (TIANHENG_HOME) return TIANHENG_HOME;
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Tianheng');
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'tianheng');
}
