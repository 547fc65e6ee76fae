/** `npm run soak -- NAME …`: runs NAMESoak.ts beside this file; geometry without a name. */
const [name = 'geometry'] = process.argv.splice(2, 1);
if (!/^[a-z]+$/.test(name)) throw new Error('usage: npm run soak -- geometry|kill [times]');
await import(`./${name}Soak.ts`);
