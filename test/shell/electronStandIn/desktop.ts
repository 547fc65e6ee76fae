import { requireReady } from './app.ts';
import { notify, onOrder } from './control.ts';

const dialogAnswers: (readonly string[] | null)[] = [];
onOrder((order) => {
  if ('answerDialog' in order) dialogAnswers.push(order.answerDialog);
});

/** Dialogs answer at once with what the test has put down; without an answer the user "cancelled". */
export const dialog = {
  async showOpenDialog() {
    requireReady('dialog');
    const chosen = dialogAnswers.shift() ?? null;
    return { canceled: chosen === null, filePaths: [...(chosen ?? [])] };
  },
  async showMessageBox() {
    requireReady('dialog');
    return { response: 0, checkboxChecked: false };
  },
  showErrorBox(title, content) {
    notify({ errorBox: { title, content } });
  },
} satisfies Pick<Electron.Dialog, 'showOpenDialog' | 'showMessageBox' | 'showErrorBox'>;

export const shell = {
  showItemInFolder(fullPath) {
    notify({ shownInFolder: fullPath });
  },
} satisfies Pick<Electron.Shell, 'showItemInFolder'>;

/** A menu is its template: enough to see that the app builds one; nothing can be clicked. */
class StandInMenu {
  readonly template: readonly Electron.MenuItemConstructorOptions[];

  constructor(template: readonly Electron.MenuItemConstructorOptions[]) {
    this.template = template;
  }
}

export const Menu = {
  buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): StandInMenu {
    return new StandInMenu(template);
  },
  setApplicationMenu(menu: StandInMenu | null): void {
    requireReady('Menu');
    for (const item of menu?.template ?? []) {
      if (item.label === undefined && item.role === undefined)
        throw new Error('A menu entry without a label or role');
    }
  },
};
