import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageBinPath, projectRoot } from '../../../tools/runPackageBin.ts';

/** One offence per rule: file, its text, and the rule that must name it. */
const offences: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['no-cycles', 'shared/domain/area/egg.ts', "import './hen.ts';"],
  ['resolvable', 'shared/domain/area/lost.ts', "import './nowhere.ts';"],
  ['no-development-packages', 'electron/backend/usesTool.ts', "import 'fast-check';"],
  ['shared-runs-anywhere', 'shared/text/peeks.ts', "import '../../electron/backend/plain.ts';"],
  ['shared-without-node', 'shared/domain/area/reads.ts', "import 'node:fs';"],
  ['shared-packages', 'shared/contract/draws.ts', "import 'ol';"],
  ['domain-is-pure', 'shared/domain/area/speaks.ts', "import '../../text/plain.ts';"],
  ['domain-order-geometry', 'shared/domain/geometry/up.ts', "import '../crs/plain.ts';"],
  ['domain-order-crs', 'shared/domain/crs/up.ts', "import '../area/plain.ts';"],
  ['domain-order-area', 'shared/domain/area/up.ts', "import '../eligibility/plain.ts';"],
  ['domain-order-eligibility', 'shared/domain/eligibility/up.ts', "import '../review/plain.ts';"],
  ['contract-computes-nothing', 'shared/contract/computes.ts', "import '../domain/area/plain.ts';"],
  ['contract-below-text', 'shared/errors/speaks.ts', "import '../text/plain.ts';"],
  ['backend-knows-no-host', 'electron/backend/upward.ts', "import '../hosts/plain.ts';"],
  ['electron-only-in-main-and-preload', 'electron/hosts/shell.ts', "import 'electron';"],
  ['database-only-in-storage', 'electron/backend/services/sql.ts', "import 'better-sqlite3';"],
  ['hosts-stay-thin', 'electron/hosts/page.ts', "import '../../renderer/ui/plain.ts';"],
  ['shell-starts-the-backend-by-path', 'electron/main/inside.ts', "import '../backend/plain.ts';"],
  ['preload-is-one-file', 'electron/preload/loads.cts', "import '../../shared/contract/plain.ts';"],
  ['renderer-is-a-page', 'renderer/app/reaches.ts', "import '../../electron/backend/plain.ts';"],
  ['renderer-without-node', 'renderer/app/reads.ts', "import 'node:path';"],
  [
    'renderer-previews-but-never-decides',
    'renderer/review/decides.ts',
    "import '../../shared/domain/eligibility/plain.ts';",
  ],
  ['map-library-only-in-map', 'renderer/review/maps.ts', "import 'ol';"],
  ['features-do-not-meet', 'renderer/review/neighbour.ts', "import '../report/plain.ts';"],
  ['foundations-below-features', 'renderer/map/upward.ts', "import '../review/plain.ts';"],
  ['ui-has-no-domain-words', 'renderer/ui/upward.ts', "import '../map/plain.ts';"],
];
const targets = [
  ...['geometry', 'crs', 'area', 'eligibility', 'review'].map((folder) => `shared/domain/${folder}/plain.ts`),
  ...['contract', 'text', 'errors'].map((folder) => `shared/${folder}/plain.ts`),
  ...['backend', 'hosts'].map((folder) => `electron/${folder}/plain.ts`),
  ...['ui', 'map', 'review', 'report'].map((folder) => `renderer/${folder}/plain.ts`),
];
/** Imports that look like offences and are none. */
const innocent: readonly (readonly [file: string, text: string])[] = [
  ['shared/contract/describes.ts', "import type { A } from '../domain/area/plain.ts';\nexport type B = A;"],
  [
    'electron/preload/types.cts',
    "import type { A } from '../../shared/contract/plain.ts';\nexport type B = A;",
  ],
  ['electron/main/window.ts', "import 'electron';\nimport '../../shared/contract/plain.ts';"],
  ['renderer/map/layer.ts', "import 'ol';\nimport '../ui/plain.ts';"],
  ['shared/domain/review/down.ts', "import '../eligibility/plain.ts';\nimport '../geometry/plain.ts';"],
];

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

describe('the import rules', () => {
  let folder = '';
  let violations: readonly Violation[] = [];
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\n`);
  };

  beforeAll(() => {
    // inside the checkout, so that packages resolve as they do for the real sources
    mkdirSync(join(projectRoot, 'test-results'), { recursive: true });
    folder = mkdtempSync(join(projectRoot, 'test-results', 'import-rules-'));
    write(
      'package.json',
      JSON.stringify({
        dependencies: { ol: '*', 'better-sqlite3': '*' },
        devDependencies: { electron: '*', 'fast-check': '*' },
      }),
    );
    for (const file of targets) write(file, 'export type A = string;\nexport const plain = 1;');
    write('shared/domain/area/hen.ts', "import './egg.ts';");
    for (const [, file, text] of offences) write(file, text);
    for (const [file, text] of innocent) write(file, text);
    violations = cruise(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(offences)('%s names %s', (rule, file) => {
    expect(
      violations.filter((violation) => violation.from === file).map(({ rule: { name } }) => name),
    ).toContain(rule);
  });

  it('let innocent imports pass', () => {
    const files = innocent.map(([file]) => file);
    expect(violations.filter((violation) => files.includes(violation.from))).toEqual([]);
  });

  it('are all shown to bite', () => {
    const { forbidden } = createRequire(import.meta.url)(join(projectRoot, '.dependency-cruiser.cjs')) as {
      forbidden: readonly { readonly name: string; readonly severity: string; readonly comment: string }[];
    };
    expect(offences.map(([rule]) => rule).sort()).toEqual(forbidden.map((rule) => rule.name).sort());
    for (const rule of forbidden) {
      expect(rule.severity).toBe('error');
      expect(rule.comment.length, rule.name).toBeGreaterThan(40);
    }
  });
});

function cruise(folder: string): readonly Violation[] {
  const output = execFileSync(
    process.execPath,
    [
      packageBinPath('dependency-cruiser', 'depcruise'),
      ...['shared', 'electron', 'renderer', '--output-type', 'json'],
      ...['--config', join(projectRoot, '.dependency-cruiser.cjs')],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 32 * 1024 * 1024 },
  );
  return (JSON.parse(output) as { summary: { violations: readonly Violation[] } }).summary.violations;
}
