/** `npm run bench -- NAME …`: runs NAMEBench.ts beside this file. */
const [name = ''] = process.argv.splice(2, 1);
if (!/^[a-z]+$/i.test(name))
  throw new Error('usage: npm run bench -- overlay|imagery|tiles|documents|lists [options]');
await import(`./${name}Bench.ts`);
