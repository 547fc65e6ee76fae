import type { ProjectMap } from './createProjectMap.ts';

let active: ProjectMap | null = null;

/** The map on the stage, for commands; null before it is mounted. */
export function activeMap(): ProjectMap | null {
  return active;
}

export function setActiveMap(map: ProjectMap | null): void {
  active = map;
}
