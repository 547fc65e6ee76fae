import { spawnSync } from 'node:child_process';
import { hasProgram } from './availability.ts';

const python = '/usr/bin/python3';

export const hasGdal = hasProgram('ogrinfo');
export const hasValidator = hasProgram(python, ['-c', 'import osgeo_utils.samples.validate_gpkg']);

/** What GDAL's validator says against a file; '' where it is valid. */
export function validateGeoPackage(path: string): string {
  const { status, stdout, stderr } = spawnSync(python, ['-m', 'osgeo_utils.samples.validate_gpkg', path], {
    encoding: 'utf8',
  });
  return status === 0 && !/error|warning/i.test(stdout + stderr) ? '' : stdout + stderr;
}

/** Output of ogrinfo; throws where it fails or complains. */
export function runOgrInfo(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('ogrinfo', [...args], { encoding: 'utf8' });
  if (status !== 0 || /ERROR|Warning/.test(stderr)) throw new Error(stderr + stdout);
  return stdout;
}
