import type { OpenProject } from '../storage/project/openProject.ts';
import { createPackReader, type PackReader } from './createPackReader.ts';

/** Packs of the project that is open now; those of an earlier project are closed as soon as another is asked for. */
export function createPackReaders(): (project: OpenProject) => PackReader {
  let opened: { project: OpenProject; packs: PackReader } | null = null;
  return (project) => {
    if (opened?.project !== project) {
      opened?.packs.close();
      opened = { project, packs: createPackReader(project) };
    }
    return opened.packs;
  };
}
