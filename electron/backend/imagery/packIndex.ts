import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { atomicWrite } from '../files/atomicWrite.ts';
import type { ImageryRecord } from '../storage/project/imagery.ts';

/** A pack some project on this machine has. */
export interface KnownPack {
  readonly path: string;
  readonly record: ImageryRecord;
  readonly bandsUsed: readonly number[];
}

/** Packs of all projects of this machine, so that a county's imagery is cut once and not for every project. */
export interface PackIndex {
  /** Packs made in the same way, in the same system, of sources of the same size, that are still there. */
  find(wanted: {
    readonly sourceBytes: number;
    readonly recipe: string;
    readonly crs: string;
  }): readonly KnownPack[];
  add(pack: KnownPack): Promise<void>;
}

const mostPacks = 500;

/** The index is a file in the application's own folder; without it, or with one spoilt, packs are made anew. */
export function createPackIndex(applicationDirectory: string): PackIndex {
  const file = join(applicationDirectory, 'imagery-packs.json');
  const read = (): readonly KnownPack[] => {
    try {
      const packs: unknown = JSON.parse(readFileSync(file, 'utf8'));
      return Array.isArray(packs) ? (packs as KnownPack[]) : [];
    } catch {
      // none yet
      return [];
    }
  };
  return {
    find: ({ sourceBytes, recipe, crs }) =>
      read().filter(
        ({ path, record }) =>
          record.sourceBytes === sourceBytes &&
          record.recipe === recipe &&
          record.crs === crs &&
          existsSync(path),
      ),
    async add(pack) {
      await mkdir(applicationDirectory, { recursive: true });
      const others = read().filter(({ path }) => path !== pack.path && existsSync(path));
      await atomicWrite(file, JSON.stringify([...others, pack].slice(-mostPacks)));
    },
  };
}
