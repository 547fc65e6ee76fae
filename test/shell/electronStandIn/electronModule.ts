// What `import … from 'electron'` gives in a program run by the stand-in.
export { app } from './app.ts';
export { BrowserWindow } from './BrowserWindow.ts';
export { dialog, Menu, shell } from './desktop.ts';
export { ipcMain } from './ipcMain.ts';
export { MessageChannelMain } from './messagePorts.ts';
export { protocol, session } from './session.ts';
export { utilityProcess } from './utilityProcess.ts';
