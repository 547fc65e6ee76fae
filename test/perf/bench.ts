/** `npm run bench -- NAME… [options]`: runs NAMEBench.ts beside this file, one after the other. */
const benches = ['overlay', 'imagery', 'tiles', 'documents', 'lists'];
const names: string[] = [];
while (benches.includes(process.argv[2] ?? '')) names.push(...process.argv.splice(2, 1));
if (names.length === 0) throw new Error(`usage: npm run bench -- ${benches.join('|')} [options]`);
for (const name of names) await import(`./${name}Bench.ts`);
