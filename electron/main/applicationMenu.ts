import { app, dialog, Menu, type MenuItemConstructorOptions } from 'electron';
import { menuText } from '../../shared/text/shell.zh-CN.ts';

/**
 * The menu. Its editing entries are for text fields; outside macOS their shortcuts stay with the page, whose
 * Ctrl+Z undoes a judgement.
 */
export function installApplicationMenu(): void {
  const pageKeeps = process.platform !== 'darwin';
  const edit = (
    role: NonNullable<MenuItemConstructorOptions['role']>,
    label: string,
  ): MenuItemConstructorOptions => ({ role, label, registerAccelerator: !pageKeeps });

  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: menuText.file, submenu: [{ role: 'quit', label: menuText.quit }] },
      {
        label: menuText.edit,
        submenu: [
          edit('undo', menuText.undo),
          edit('redo', menuText.redo),
          { type: 'separator' },
          edit('cut', menuText.cut),
          edit('copy', menuText.copy),
          edit('paste', menuText.paste),
          edit('selectAll', menuText.selectAll),
        ],
      },
      {
        label: menuText.view,
        submenu: [
          { role: 'forceReload', label: menuText.reload },
          { type: 'separator' },
          { role: 'resetZoom', label: menuText.actualSize },
          { role: 'zoomIn', label: menuText.enlarge },
          { role: 'zoomOut', label: menuText.shrink },
          { role: 'togglefullscreen', label: menuText.fullScreen },
        ],
      },
      { label: menuText.help, submenu: [{ label: menuText.about, click: () => void showAbout() }] },
    ]),
  );
}

async function showAbout(): Promise<void> {
  await dialog.showMessageBox({ title: menuText.about, message: menuText.aboutMessage(app.getVersion()) });
}
