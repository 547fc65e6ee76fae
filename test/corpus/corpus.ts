/** `npm run corpus [-- vector|raster]`: every file of ../shared/corpus against what GDAL says of it. */
const names = process.argv.splice(2);
const suites = { vector: () => import('./vectorCorpus.ts'), raster: () => import('./rasterCorpus.ts') };
let failed = false;
for (const [name, run] of Object.entries(suites)) {
  if (names.length > 0 && !names.includes(name)) continue;
  await run();
  // each suite says its own verdict by the exit code; a later one must not take an earlier failure back
  failed ||= process.exitCode === 1;
}
process.exitCode = failed ? 1 : 0;
