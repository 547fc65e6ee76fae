// Runs a desktop app without Electron: `node program.ts APP_FOLDER [ARGUMENT…]`, as one would run `electron`.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [appFolder, ...args] = process.argv.slice(2);
if (appFolder === undefined) throw new Error('usage: node program.ts APP_FOLDER [ARGUMENT…]');

const electronModule = new URL('./electronModule.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: electronModule, shortCircuit: true } : next(specifier, context),
});

const root = resolve(appFolder);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  main: string;
  version: string;
};
process.env.npm_package_version = manifest.version;
process.argv = [process.argv[0] ?? '', root, ...args];
process.on('disconnect', () => process.exit(1));
await import(pathToFileURL(join(root, manifest.main)).href);
