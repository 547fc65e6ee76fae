import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { parseExif } from '../../../../../electron/backend/photos/parseExif.ts';
import { findCoordinateSystem } from '../../../../../shared/domain/crs/coordinateSystem.ts';
import { createTransform } from '../../../../../shared/domain/crs/createTransform.ts';
import { describeWhenAvailable, hasProgram } from '../../../../support/availability.ts';
import { openReviewProject } from '../../../../support/openReviewProject.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

interface Shot {
  readonly longitude: number;
  readonly latitude: number;
  readonly bearing?: number;
  readonly accuracy?: number;
}

/** Degrees as EXIF writes them: degrees, minutes, seconds in ten-thousandths. */
function toRationals(degrees: number): string {
  const whole = Math.floor(degrees);
  const minutes = Math.floor((degrees - whole) * 60);
  const seconds = Math.round(((degrees - whole) * 60 - minutes) * 60 * 10_000);
  return `${whole}/1 ${minutes}/1 ${seconds}/10000`;
}

async function takePhoto(file: string, shot: Shot | null, shade = 120): Promise<void> {
  const picture = sharp({
    create: { width: 64, height: 48, channels: 3, background: { r: shade, g: 140, b: 90 } },
  });
  const gps: Record<string, string> =
    shot === null
      ? {}
      : {
          GPSLatitudeRef: 'N',
          GPSLatitude: toRationals(shot.latitude),
          GPSLongitudeRef: 'E',
          GPSLongitude: toRationals(shot.longitude),
          ...(shot.bearing === undefined
            ? {}
            : { GPSImgDirectionRef: 'T', GPSImgDirection: `${Math.round(shot.bearing * 100)}/100` }),
          ...(shot.accuracy === undefined
            ? {}
            : { GPSHPositioningError: `${Math.round(shot.accuracy * 100)}/100` }),
        };
  await picture
    .withExif({ IFD2: { DateTimeOriginal: '2026:11:20 09:15:00' }, IFD3: gps })
    .jpeg()
    .toFile(file);
}

/** Degrees of a place given in the plots' own metres (EPSG:4545). */
function toDegrees(x: number, y: number): Shot {
  const [from, to] = [findCoordinateSystem('EPSG:4545'), findCoordinateSystem('EPSG:4490')];
  if (from === undefined || to === undefined) throw new Error('no such system');
  const out = new Float64Array(2);
  createTransform(from, to)(x, y, out, 0);
  return { longitude: out[0] as number, latitude: out[1] as number };
}

describe('parseExif', () => {
  it('reads time, place, bearing and accuracy', async () => {
    const file = join(temporaryFolder(), 'a.jpg');
    await takePhoto(file, {
      longitude: 116.281_234_5,
      latitude: 28.375_678_9,
      bearing: 271.5,
      accuracy: 4.2,
    });
    const { exif } = await sharp(file).metadata();
    const facts = parseExif(exif ?? new Uint8Array());
    expect(facts.takenAt).toBe('2026-11-20T09:15:00');
    expect(facts.longitude).toBeCloseTo(116.281_234_5, 6);
    expect(facts.latitude).toBeCloseTo(28.375_678_9, 6);
    expect(facts).toMatchObject({ bearing: 271.5, accuracyMeters: 4.2 });
  });

  it('says nothing of what is absent or damaged, and never throws', async () => {
    const file = join(temporaryFolder(), 'b.jpg');
    await takePhoto(file, { longitude: 116, latitude: 28, bearing: 10 });
    const { exif = Buffer.alloc(0) } = await sharp(file).metadata();
    expect(parseExif(new Uint8Array()).latitude).toBeNull();
    expect(parseExif(new TextEncoder().encode('Exif\0\0XX nonsense'))).toMatchObject({ longitude: null });
    for (let length = 0; length < exif.length; length++) parseExif(exif.subarray(0, length));
    for (let at = 6; at < exif.length; at++) {
      const changed = Uint8Array.from(exif);
      changed[at] = 0xff;
      const { latitude } = parseExif(changed);
      expect(latitude === null || Math.abs(latitude) <= 90).toBe(true);
    }
  });

  it('takes zeros for a camera without a fix', async () => {
    const file = join(temporaryFolder(), 'c.jpg');
    await takePhoto(file, { longitude: 0, latitude: 0 });
    expect(parseExif((await sharp(file).metadata()).exif ?? new Uint8Array())).toMatchObject({
      longitude: null,
      latitude: null,
    });
  });
});

describeWhenAvailable(
  'the same EXIF in another reader (Pillow)',
  { pillow: hasProgram('/usr/bin/python3', ['-c', 'import PIL']) },
  () => {
    it('gives the same numbers', async () => {
      const file = join(temporaryFolder(), 'd.jpg');
      await takePhoto(file, { longitude: 106.501_234, latitude: 29.551_77, bearing: 12.25, accuracy: 8.5 });
      const program = `
import sys
from PIL import Image
gps = Image.open(sys.argv[1])._getexif()[0x8825]
deg = lambda v: float(v[0]) + float(v[1]) / 60 + float(v[2]) / 3600
print(deg(gps[2]), deg(gps[4]), float(gps[17]), float(gps[31]))`;
      const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', program, file], { encoding: 'utf8' });
      if (stdout === '') throw new Error(stderr);
      const [latitude, longitude, bearing, accuracy] = stdout.trim().split(' ').map(Number);
      const facts = parseExif((await sharp(file).metadata()).exif ?? new Uint8Array());
      expect(facts.latitude).toBeCloseTo(latitude ?? Number.NaN, 10);
      expect(facts.longitude).toBeCloseTo(longitude ?? Number.NaN, 10);
      expect(facts).toMatchObject({ bearing, accuracyMeters: accuracy });
    });
  },
);

describe('photos of a project', () => {
  // plots are squares of 20 m from (500000, 3000000) on, 30 m apart; plot 3 is x 500060 … 500080
  const northOfPlot3 = { ...toDegrees(500_070, 3_000_040), bearing: 180, accuracy: 2 };

  it('are copied, matched by where they were taken and where they look, and kept without the source', async () => {
    const project = await openReviewProject(10);
    const { client } = project;
    const folder = join(temporaryFolder(), '手机导出');
    mkdirSync(folder);
    await takePhoto(join(folder, '看三号.jpg'), northOfPlot3);
    await takePhoto(join(folder, '无定位.jpg'), null, 200);
    writeFileSync(join(folder, '不是照片.jpg'), 'text');
    cpSync(join(folder, '看三号.jpg'), join(folder, '又一份.jpg'));
    const files = readdirSync(folder).map((name) => join(folder, name));
    const report = await client.call('photo.add', { files, by: '外业组' });
    expect(report).toMatchObject({ added: 2, known: 1, matched: 1, undecided: 1 });
    expect(report.failed[0]?.reason).toMatch(/不是照片.jpg.*不是 JPEG 照片/);
    rmSync(folder, { recursive: true });

    const { photos } = await client.call('photo.list', { plotId: 3 });
    expect(photos).toMatchObject([{ plotNo: '0003', how: 'matched', bearing: 180 }]);
    expect(photos[0]?.x).toBeCloseTo(500_070, 1);
    // plots of this zone lie on its central meridian: grid north is true north there
    expect(photos[0]?.mapBearing).toBeCloseTo(180, 2);
    const { jpeg } = await client.call('photo.image', {
      photoId: photos[0]?.photoId ?? 0,
      size: 'thumbnail',
    });
    expect([...jpeg.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect(project.check()).toEqual([]);
  });

  it('without a place wait for a person, whose choice can be undone', async () => {
    const project = await openReviewProject(4);
    const { client, directory } = project;
    const file = join(temporaryFolder(), '无定位.jpg');
    await takePhoto(file, null);
    await client.call('photo.add', { files: [file], by: '外业组' });
    const [photo] = (await client.call('photo.list', { undecided: true })).photos;
    const photoId = photo?.photoId ?? 0;
    expect(existsSync(join(directory, 'photos', (photo?.sha256 ?? '').slice(0, 2)))).toBe(true);
    await client.call('photo.attach', { photoId, plotId: 2, by: '甲' });
    await client.call('photo.attach', { photoId, plotId: 4, by: '甲' });
    expect((await client.call('photo.list', { plotId: 2 })).photos).toEqual([]);
    await client.call('review.undo', { by: '甲' });
    expect((await client.call('photo.list', { plotId: 2 })).photos).toMatchObject([{ how: 'hand' }]);
    expect(project.check()).toEqual([]);
    await expect(client.call('photo.attach', { photoId: 99, plotId: 1, by: '甲' })).rejects.toMatchObject({
      code: 'PHOTO_NOT_FOUND',
    });
  });

  it('say so where the file in the project was changed', async () => {
    const { client, directory } = await openReviewProject(1);
    const file = join(temporaryFolder(), 'a.jpg');
    await takePhoto(file, null);
    await client.call('photo.add', { files: [file], plotId: 1, by: '甲' });
    const [photo] = (await client.call('photo.list', { plotId: 1 })).photos;
    const sha256 = photo?.sha256 ?? '';
    writeFileSync(join(directory, 'photos', sha256.slice(0, 2), `${sha256}.jpg`), 'changed');
    await expect(
      client.call('photo.image', { photoId: photo?.photoId ?? 0, size: 'full' }),
    ).rejects.toMatchObject({ code: 'PHOTO_FILE_MISSING' });
  });
});
