import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { AppError } from '../../../../shared/errors/AppError.ts';

/** Folder names that sync programs give their roots. */
const syncFolderName =
  /^(onedrive( ?-.*)?|dropbox( ?\(.*\))?|icloud ?drive|mobile documents|我?的?坚果云.*|nutstore.*|google ?drive|百度网盘.*|百度云同步盘|baidunetdisk.*|baidusyncdisk|wps云盘|wps ?cloud ?files|微云.*|阿里云盘.*)$/i;

/** File systems that live on another machine or behind a user program; SQLite's locks do not hold there. */
const sharedFileSystem =
  /^(nfs\d*|cifs|smb\d*|smbfs|afs|ncpfs|davfs\d*|glusterfs|lustre|ceph|vboxsf|prl_fs|vmhgfs|fuse\.(?!fuse-overlayfs|ntfs|exfat|lxcfs).*)$/i;

/** Refuses folders where a live SQLite file is at risk (reliability.md §3). Throws PROJECT_FOLDER_SHARED. */
export function assertLocalFolder(directory: string): void {
  const isUnc = /^(\\\\|\/\/)/.test(directory) && !/^\\\\\?\\[a-z]:/i.test(directory);
  if (isUnc || isInSyncFolder(directory) || isOnSharedMount(directory)) {
    throw new AppError('PROJECT_FOLDER_SHARED', { folder: directory });
  }
}

function isInSyncFolder(directory: string): boolean {
  const path = resolve(directory);
  const oneDrive = process.env.OneDrive;
  if (oneDrive !== undefined && oneDrive !== '' && (path + sep).startsWith(resolve(oneDrive) + sep))
    return true;
  return path.split(/[\\/]/).some((segment) => syncFolderName.test(segment));
}

function isOnSharedMount(directory: string): boolean {
  if (process.platform !== 'linux') return false;
  return findSharedMount(nearestRealPath(directory), readFileSync('/proc/mounts', 'utf8')) !== undefined;
}

/** The mount point of a shared file system that holds `path`, from the text of /proc/mounts. */
export function findSharedMount(path: string, mounts: string): string | undefined {
  let best: { point: string; type: string } | undefined;
  for (const line of mounts.split('\n')) {
    const [, escaped, type] = line.split(' ');
    if (escaped === undefined || type === undefined) continue;
    const point = escaped.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
    const holds = point === '/' || path === point || path.startsWith(`${point}/`);
    // a later mount at the same point hides an earlier one
    if (holds && point.length >= (best?.point.length ?? 0)) best = { point, type };
  }
  return best !== undefined && sharedFileSystem.test(best.type) ? best.point : undefined;
}

function nearestRealPath(directory: string): string {
  let path = resolve(directory);
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path);
  return realpathSync(path);
}
