// `npm run dist`: builds, makes the installers of this system (or what the arguments ask of electron-builder, such
// as --dir), and reads the fuses back from the packed program.
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { buildApp } from './buildApp.ts';
import { projectRoot, runPackageBin } from './runPackageBin.ts';

const wanted: readonly (readonly [fuse: FuseV1Options, state: FuseState])[] = [
  [FuseV1Options.RunAsNode, FuseState.DISABLE],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseState.DISABLE],
  [FuseV1Options.EnableNodeCliInspectArguments, FuseState.DISABLE],
  [FuseV1Options.OnlyLoadAppFromAsar, FuseState.ENABLE],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseState.ENABLE],
  [FuseV1Options.EnableCookieEncryption, FuseState.ENABLE],
];

process.exitCode = await packageApp();

async function packageApp(): Promise<number> {
  const built = await buildApp();
  if (built !== 0) return built;
  const packed = await runPackageBin('electron-builder', 'electron-builder', [
    ...['--config', 'electron-builder.yml', '--publish', 'never'],
    ...process.argv.slice(2),
  ]);
  return packed === 0 ? checkFuses() : packed;
}

async function checkFuses(): Promise<number> {
  const programs = globSync('dist/{win-unpacked/Tianheng.exe,linux*-unpacked/tianheng}', { cwd: projectRoot })
    .map((file) => join(projectRoot, file))
    .filter((file) => existsSync(file));
  let wrong = programs.length === 0 ? 1 : 0;
  for (const program of programs) {
    const wire = await getCurrentFuseWire(program);
    for (const [fuse, state] of wanted) {
      if (wire[fuse] === state) continue;
      wrong++;
      process.stderr.write(`${program}: fuse ${FuseV1Options[fuse]} is not as wanted\n`);
    }
  }
  process.stderr.write(`Fuses read back from ${programs.length} packed program(s): ${wrong} wrong.\n`);
  return wrong === 0 ? 0 : 1;
}
