import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/AppError.ts';
import { serveLoopback } from '../loopbackHttp.ts';
import { pageDirectory } from '../pageDirectory.ts';
import type { Command } from './command.ts';

export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve [PROJECT] [--sample] [--port 0]',
  summary: '在本机浏览器中使用（仅限本机访问）',
  options: { port: { type: 'string' }, sample: { type: 'boolean' } },
  async run({ backend, client, args, signal }) {
    if (!existsSync(join(pageDirectory, 'index.html'))) {
      throw new AppError('FILE_NOT_FOUND', { file: join(pageDirectory, 'index.html') });
    }
    const directory = args.rest(0)[0];
    if (directory !== undefined) await client.call('project.open', { directory }, signal);
    else if (args.flag('sample')) await client.call('sample.open', {}, signal);
    const server = await serveLoopback({ backend, pageDirectory, port: args.number('port') ?? 0 });
    // one JSON line, with and without --json: scripts wait for it
    process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await server.close();
    return 0;
  },
};
