import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findMissingOptional, type Lockfile } from '../../../tools/missingOptional.ts';
import { projectRoot } from '../../../tools/runPackageBin.ts';

describe('package-lock.json', () => {
  it('names the optional packages of every system, without which npm ci refuses it', () => {
    const lockfile = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as Lockfile;
    expect(findMissingOptional(lockfile)).toEqual([]);
  });
});

describe('findMissingOptional', () => {
  const tool = {
    version: '1.0.0',
    dev: true,
    optionalDependencies: {
      '@tool/linux-x64': '1.0.0',
      '@tool/linux-arm64-musl': '1.0.0',
      '@tool/win32-x64': '1.0.0',
    },
  };

  it('describes what is absent by what its name says', () => {
    const lockfile = {
      packages: { 'node_modules/tool': tool, 'node_modules/@tool/linux-x64': { version: '1.0.0' } },
    };
    expect(findMissingOptional(lockfile)).toEqual([
      [
        'node_modules/@tool/linux-arm64-musl',
        { version: '1.0.0', dev: true, optional: true, cpu: ['arm64'], os: ['linux'], libc: ['musl'] },
      ],
      [
        'node_modules/@tool/win32-x64',
        { version: '1.0.0', dev: true, optional: true, cpu: ['x64'], os: ['win32'] },
      ],
    ]);
  });

  it('finds a package nested beside the one that wants it', () => {
    const lockfile = {
      packages: {
        'node_modules/a/node_modules/tool': {
          version: '2.0.0',
          optionalDependencies: { '@tool/win32-x64': '2.0.0' },
        },
        'node_modules/a/node_modules/@tool/win32-x64': { version: '2.0.0' },
      },
    };
    expect(findMissingOptional(lockfile)).toEqual([]);
  });
});
