import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRasterHeader } from '../../../../../electron/backend/imagery/readRasterHeader.ts';
import { describeWhenAvailable, hasProgram } from '../../../../support/availability.ts';
import { buildProject } from '../../../../support/buildProject.ts';
import { convertWithGdal, importInto, writePicture } from '../../../../support/imageryFixtures.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const size = { width: 40, height: 30 };

it('the sensor is that of the sheet beside the picture, unless the import names another', async () => {
  const project = await buildProject();
  const file = await writePicture(join(temporaryFolder(), 'GF2_E113.tif'), size);
  const plain = await importInto(project, [file]);
  expect(plain.sensor).toBe('');
  writeFileSync(
    file.replace('.tif', '.xml'),
    '<?xml version="1.0"?><ProductMetaData><SatelliteID>GF2</SatelliteID>\n<SensorID> PMS1 </SensorID></ProductMetaData>',
  );
  expect((await importInto(project, [file], { epoch: '2026-04' })).sensor).toBe('GF2 PMS1');
  expect((await importInto(project, [file], { epoch: '2026-05', sensor: '无人机' })).sensor).toBe('无人机');
});

describeWhenAvailable('the sensor GDAL wrote', { GDAL: hasProgram('gdal_translate') }, () => {
  it('comes from its metadata, of the picture and not of one band', async () => {
    const folder = temporaryFolder();
    const source = await writePicture(join(folder, 'a.tif'), size);
    const named = ['-mo', 'SATELLITE=ZY3-02', '-mo', 'Sensor=MUX', '-mo', 'AREA=x'];
    const file = convertWithGdal('gdal_translate', named, source, join(folder, 'b.tif'));
    expect((await readRasterHeader(file)).sensor).toBe('ZY3-02 MUX');
  });
});
