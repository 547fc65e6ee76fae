import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { listCoordinateSystems } from '../../../../../shared/domain/crs/coordinateSystem.ts';
import { coordinateSystemWkt } from '../../../../../shared/domain/crs/coordinateSystemWkt.ts';
import { identifyCrsFromWkt } from '../../../../../shared/domain/crs/identifyCrsFromWkt.ts';
import { describeWhenAvailable, hasProgram } from '../../../../support/availability.ts';
import { requireSystem } from '../../../../support/coordinates.ts';

it('is read back as the same system, for every system', () => {
  for (const system of listCoordinateSystems()) {
    expect(identifyCrsFromWkt(coordinateSystemWkt(system))?.code).toBe(system.code);
  }
});

it('still names the system where a program has dropped the codes', () => {
  for (const system of listCoordinateSystems()) {
    const bare = coordinateSystemWkt(system).replace(/,AUTHORITY\["EPSG","\d+"\]/g, '');
    expect(bare).not.toContain('AUTHORITY');
    expect(identifyCrsFromWkt(bare)?.code).toBe(system.code);
  }
});

describeWhenAvailable('beside GDAL', { gdalsrsinfo: hasProgram('gdalsrsinfo') }, () => {
  it.each(['EPSG:4545', 'EPSG:4524', 'EPSG:4502', 'EPSG:4490', 'EPSG:4326', 'EPSG:32648', 'EPSG:2360'])(
    'is what GDAL writes for %s, without its axes',
    (code) => {
      const { stdout } = spawnSync('gdalsrsinfo', ['--single-line', '-o', 'wkt1', code], {
        encoding: 'utf8',
      });
      expect(coordinateSystemWkt(requireSystem(code))).toBe(stdout.trim().replace(/,AXIS\["\w+",\w+\]/g, ''));
    },
  );
});
