// Entry of the stand-in's utility process: gives the module a process.parentPort, then runs it.
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { createProcessLink } from './processMessages.ts';

const [modulePath, ...args] = process.argv.slice(2);
if (modulePath === undefined) throw new Error('no module to run');

const waiting: Electron.MessageEvent[] = [];
class StandInParentPort extends EventEmitter implements Electron.ParentPort {
  postMessage(message: unknown): void {
    link.postMessage(message, []);
  }
}
const parentPort = new StandInParentPort();
const link = createProcessLink(
  (message) => {
    if (process.connected) process.send?.(message);
  },
  (event) => {
    // as in Electron: messages wait for the first listener
    if (parentPort.listenerCount('message') > 0) parentPort.emit('message', event);
    else waiting.push(event);
  },
);
parentPort.on('newListener', (name) => {
  if (name !== 'message') return;
  setImmediate(() => {
    for (const event of waiting.splice(0)) parentPort.emit('message', event);
  });
});
process.on('message', (message) => link.receive(message));
// a utility process never outlives the program
process.on('disconnect', () => process.exit(0));

Object.defineProperty(process, 'parentPort', { value: parentPort });
process.argv = [process.argv[0] ?? '', modulePath, ...args];
await import(pathToFileURL(modulePath).href);
