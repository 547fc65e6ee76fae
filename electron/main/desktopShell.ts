import { isAbsolute, normalize } from 'node:path';
import { type BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, shell } from 'electron';
import { z } from 'zod';
import type { DesktopShell } from '../../shared/contract/backendApi.ts';
import type { Envelope } from '../../shared/contract/envelope.ts';
import { describeError } from '../../shared/text/errors.zh-CN.ts';
import { shellText } from '../../shared/text/shell.zh-CN.ts';
import { pageOrigin } from './appProtocol.ts';

const chooseFilesRequest = z.strictObject({
  title: z.string().max(200),
  extensions: z.array(z.string().regex(/^[A-Za-z0-9]{1,12}$/)).max(64),
  multiple: z.boolean(),
});
const chooseFolderRequest = z.strictObject({ title: z.string().max(200) });
const showInFolderRequest = z.strictObject({ path: z.string().min(1).max(4096).refine(isLocalPath) });

/** Answers the page's native dialogs. `windowOf` gives the window a dialog belongs to, null once it is closed. */
export function serveDesktopShell(windowOf: () => BrowserWindow | null): void {
  answer('desktop:choose-files', chooseFilesRequest, async (request): Reply<'chooseFiles'> => {
    const extensions = request.extensions;
    const { canceled, filePaths } = await showOpenDialog(windowOf(), {
      title: request.title,
      properties: request.multiple ? ['openFile', 'multiSelections'] : ['openFile'],
      filters: [
        ...(extensions.length > 0 ? [{ name: shellText.dialogKnownFiles, extensions }] : []),
        { name: shellText.dialogAllFiles, extensions: ['*'] },
      ],
    });
    return canceled ? [] : filePaths;
  });
  answer('desktop:choose-folder', chooseFolderRequest, async (request): Reply<'chooseFolder'> => {
    const { canceled, filePaths } = await showOpenDialog(windowOf(), {
      title: request.title,
      properties: ['openDirectory', 'createDirectory'],
    });
    return canceled ? null : (filePaths[0] ?? null);
  });
  answer('desktop:show-in-folder', showInFolderRequest, async (request): Reply<'showInFolder'> => {
    shell.showItemInFolder(normalize(request.path));
  });
}

type Reply<M extends 'chooseFiles' | 'chooseFolder' | 'showInFolder'> = ReturnType<DesktopShell[M]>;

function showOpenDialog(window: BrowserWindow | null, options: Electron.OpenDialogOptions) {
  return window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options);
}

/** One channel: only the page's own top frame may ask, only with a request of the right shape. */
function answer<Request, Value>(
  channel: string,
  schema: z.ZodType<Request>,
  handle: (request: Request) => Promise<Value>,
): void {
  ipcMain.handle(channel, async (event, request: unknown): Promise<Envelope<Value>> => {
    const checked = schema.safeParse(request);
    if (!isOwnPage(event) || !checked.success) return refuse(channel, checked.error?.issues[0]?.message);
    return { ok: true, value: await handle(checked.data) };
  });
}

function isOwnPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.origin === pageOrigin;
}

function refuse(method: string, detail = ''): Envelope<never> {
  const params = { method, detail };
  return {
    ok: false,
    error: { code: 'REQUEST_INVALID', params, message: describeError('REQUEST_INVALID', params) },
  };
}

/** A share (\\host\…) is refused: merely looking at one sends the user's credentials to that host. */
function isLocalPath(path: string): boolean {
  return isAbsolute(path) && !/^[\\/]{2}/.test(path);
}
