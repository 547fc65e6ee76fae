/** `D:\成果\第一次` → `D:\成果`; the root of a drive stands above what lies in it; a bare name stays itself. */
export function parentFolder(directory: string): string {
  const parent = directory.replace(/[\\/]+$/, '').replace(/[^\\/]+$/, '');
  // no slash at the end, except where it is the root
  return parent.replace(/([^\\/:])[\\/]+$/, '$1') || directory;
}
