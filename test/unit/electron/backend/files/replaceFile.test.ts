import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atomicWrite } from '../../../../../electron/backend/files/atomicWrite.ts';
import { hashFile } from '../../../../../electron/backend/files/hashFile.ts';
import { mapWriteError, replaceFile } from '../../../../../electron/backend/files/replaceFile.ts';
import { retryWhileBusy } from '../../../../../electron/backend/files/retryWhileBusy.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

describe('atomicWrite', () => {
  it('replaces the whole content and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, '清单.txt');
    await atomicWrite(path, 'old');
    await atomicWrite(path, new Uint8Array([1, 2, 3]));
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(readdirSync(folder)).toEqual(['清单.txt']);
  });

  it('says that a folder cannot be written to', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    for (const path of [join(folder, 'absent', 'a.txt'), join(folder, 'file', 'a.txt')]) {
      await expect(atomicWrite(path, 'x')).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE' });
    }
  });
});

describe('replaceFile', () => {
  it.each(['write', 'verify'])('keeps the old file when %s fails', async (stage) => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.txt');
    writeFileSync(path, 'old');
    const fail = () => {
      throw new Error('on purpose');
    };
    const replace = replaceFile(
      path,
      (temporaryPath) => {
        writeFileSync(temporaryPath, 'half');
        if (stage === 'write') fail();
      },
      fail,
    );
    await expect(replace).rejects.toThrow('on purpose');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('does not take a folder for a file it may replace', async () => {
    const path = join(temporaryFolder(), 'a.txt');
    mkdirSync(path);
    await expect(atomicWrite(path, 'x')).rejects.toThrow();
    expect(readdirSync(path)).toEqual([]);
  });

  it('names a full disk', () => {
    const error = Object.assign(new Error(), { code: 'ENOSPC' });
    expect(mapWriteError(error, '/d/a.xlsx')).toMatchObject({
      code: 'DISK_FULL',
      params: { file: '/d/a.xlsx' },
    });
    const other = new Error('bug');
    expect(mapWriteError(other, '/d/a.xlsx')).toBe(other);
  });
});

describe('retryWhileBusy', () => {
  const busy = () => Object.assign(new Error('busy'), { code: 'EBUSY' });

  it('goes on once the file is free', async () => {
    let calls = 0;
    const result = await retryWhileBusy(() => {
      if (++calls < 3) throw busy();
      return 'done';
    });
    expect([result, calls]).toEqual(['done', 3]);
  });

  it('gives up after six tries, and at once on any other error', async () => {
    let calls = 0;
    const failing = retryWhileBusy(() => {
      calls++;
      throw busy();
    });
    await expect(failing).rejects.toThrow('busy');
    expect(calls).toBe(6);
    const other = retryWhileBusy(() => {
      calls++;
      throw new Error('other');
    });
    await expect(other).rejects.toThrow('other');
    expect(calls).toBe(7);
  });
});

describe('hashFile', () => {
  it('is the SHA-256 of the bytes, also past one piece of the stream', async () => {
    const path = join(temporaryFolder(), 'a.bin');
    const content = Buffer.alloc(3_000_001, 7);
    writeFileSync(path, content);
    expect(await hashFile(path)).toBe(createHash('sha256').update(content).digest('hex'));
    writeFileSync(path, '');
    // of no bytes, FIPS 180-4 example
    expect(await hashFile(path)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
