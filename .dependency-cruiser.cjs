// The import rules of ARCHITECTURE.md. No exception list: a rule that is wrong is changed here and there.
// Each rule's comment is what the offender reads.

const domainOrder = ['geometry', 'crs', 'area', 'eligibility', 'review'];
const rendererFoundations = 'app|ui|backend|session|commands|map';
const typesOnly = { dependencyTypesNot: ['type-only'] };
/** Files that hold lists of words (roles, verdicts, statuses, operators) and their types, without a function. */
const vocabularies = [
  '^shared/domain/eligibility/(ruleSet|verdict)\\.ts$',
  '^shared/domain/review/(ledgerState|markupKind|secondLookState|plotSort|reviewStatus|verdictScheme)\\.ts$',
];

/** Every package, our own node_modules or a deduplicated one inside another. */
const anyPackage = 'node_modules/';
const packages = (...names) => `node_modules/(${names.join('|')})(/|$)`;

const domainRules = domainOrder.slice(0, -1).map((folder, index) => ({
  name: `domain-order-${folder}`,
  severity: 'error',
  comment:
    `shared/domain is layered ${domainOrder.join(' <- ')}; ${folder} is below what you import. ` +
    'Move the function down, or pass its result in as an argument.',
  from: { path: `^shared/domain/${folder}/` },
  to: { path: `^shared/domain/(${domainOrder.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Two files that need each other are one file, or share something that wants a file of its own. Extract it.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'This import leads nowhere: a typing error, or a package missing from package.json.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-packages',
      severity: 'error',
      comment:
        'The installer ships dependencies only; electron itself is the one development package it brings.',
      from: { path: '^(shared|electron|renderer)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: packages('electron'),
      },
    },
    {
      name: 'shared-runs-anywhere',
      severity: 'error',
      comment:
        'shared/ runs in the page, in workers and in Node alike, so it knows neither side. Put what needs the ' +
        'operating system into electron/, what needs a screen into renderer/, and pass the result in.',
      from: { path: '^shared/' },
      to: { path: '^(electron|renderer|test|tools)/' },
    },
    {
      name: 'shared-without-node',
      severity: 'error',
      comment:
        'shared/ has no Node: no files, no processes, no clock of the system. Take bytes and values as arguments.',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-packages',
      severity: 'error',
      comment:
        'shared/ may use pure computation packages only (named in this rule), none that needs a screen or a system.',
      from: { path: '^shared/' },
      to: { path: anyPackage, pathNot: packages('zod', 'geos-wasm', 'proj4', 'flatbush', 'd3-contour') },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment:
        'The engine computes; it neither talks to anyone (contract) nor speaks (text). Return codes and values, and ' +
        'let the caller word them.',
      from: { path: '^shared/domain/' },
      to: { path: '^shared/', pathNot: '^shared/(domain|errors)/' },
    },
    ...domainRules,
    {
      name: 'contract-computes-nothing',
      severity: 'error',
      comment:
        'The contract describes; it computes nothing. From the domain it takes types (`import type`) and the lists of ' +
        'words behind them, for its request schemas.',
      from: { path: '^shared/(contract|errors)/' },
      to: { path: '^shared/domain/', pathNot: vocabularies, ...typesOnly },
    },
    {
      name: 'contract-below-text',
      severity: 'error',
      comment:
        'Contract and errors carry codes; sentences are made from them by shared/text, not the other way round.',
      from: { path: '^shared/(contract|errors)/' },
      to: { path: '^shared/text/' },
    },
    {
      name: 'backend-knows-no-host',
      severity: 'error',
      comment:
        'The same backend runs in Electron, behind HTTP and in the command line, so it imports none of them, nor the page.',
      from: { path: '^electron/backend/' },
      to: { path: '^(electron/(main|preload|hosts)|renderer|test|tools)/' },
    },
    {
      name: 'electron-only-in-main-and-preload',
      severity: 'error',
      comment:
        "Only the main process and the preload script may load 'electron': everything else also runs where it does not exist.",
      from: { path: '^(electron|shared|renderer)/', pathNot: '^electron/(main|preload)/' },
      to: { path: [packages('electron'), '^electron$'] },
    },
    {
      name: 'database-only-in-storage',
      severity: 'error',
      comment: 'All SQL lives in electron/backend/storage. Add a function there and call it.',
      from: { path: '^(electron|shared|renderer)/', pathNot: '^electron/backend/storage/' },
      to: { path: packages('better-sqlite3', '@types/better-sqlite3') },
    },
    {
      name: 'hosts-stay-thin',
      severity: 'error',
      comment:
        'A host carries messages between the backend and its caller. It knows neither the page nor the shell.',
      from: { path: '^electron/hosts/' },
      to: { path: '^(renderer|electron/(main|preload)|test|tools)/' },
    },
    {
      name: 'shell-starts-the-backend-by-path',
      severity: 'error',
      comment:
        'Main and preload open windows and pass the port on. They start the backend as a file and know nothing of ' +
        'plots: no backend, no hosts, no domain, no page.',
      from: { path: '^electron/(main|preload)/' },
      to: { path: '^(electron/(backend|hosts)|renderer|shared/domain|test|tools)/' },
    },
    {
      name: 'preload-is-one-file',
      severity: 'error',
      comment:
        "A sandboxed preload script can load nothing but 'electron'; from our files it takes types only.",
      from: { path: '^electron/preload/' },
      to: { path: '.', pathNot: [packages('electron'), '^electron$'], ...typesOnly },
    },
    {
      name: 'renderer-is-a-page',
      severity: 'error',
      comment:
        'The page is sandboxed: no Node and nothing of electron/. Ask the backend through renderer/backend.',
      from: { path: '^renderer/' },
      to: { path: '^(electron|test|tools)/' },
    },
    {
      name: 'renderer-without-node',
      severity: 'error',
      comment: 'The page has no Node. Ask the backend through renderer/backend.',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-previews-but-never-decides',
      severity: 'error',
      comment:
        'A verdict is made and stored by the backend. The page may preview geometry, area and CRS; of eligibility it ' +
        'takes types and lists of words.',
      from: { path: '^renderer/' },
      to: { path: '^shared/domain/eligibility/', pathNot: vocabularies, ...typesOnly },
    },
    {
      name: 'map-library-only-in-map',
      severity: 'error',
      comment:
        'OpenLayers stays behind renderer/map, so that it can be replaced there. Add what you need to that folder.',
      from: { path: '^renderer/', pathNot: '^renderer/map/' },
      to: { path: packages('ol') },
    },
    {
      name: 'features-do-not-meet',
      severity: 'error',
      comment:
        'Feature folders do not import each other. What two of them need belongs to ui, map, commands, session or backend.',
      from: { path: '^renderer/([^/]+)/', pathNot: `^renderer/(${rendererFoundations})/` },
      to: {
        path: '^renderer/[^/]+/',
        pathNot: ['^renderer/$1/', '^renderer/(ui|backend|session|commands|map)/'],
      },
    },
    {
      name: 'foundations-below-features',
      severity: 'error',
      comment:
        'ui, map, backend, session and commands are what features stand on; they know no feature and not the app.',
      from: { path: '^renderer/(ui|backend|session|commands|map)/' },
      to: { path: '^renderer/[^/]+/', pathNot: '^renderer/(ui|backend|session|commands|map)/' },
    },
    {
      name: 'ui-has-no-domain-words',
      severity: 'error',
      comment:
        'renderer/ui holds plain controls that would fit any program. What knows plots belongs to a feature.',
      from: { path: '^renderer/ui/' },
      to: { path: '^renderer/', pathNot: '^renderer/ui/' },
    },
  ],
  options: {
    // swc tells type-only imports apart without the TypeScript 6 compiler; the notice about a missing tsc is moot
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|svg|png)$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.cts', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types', 'require'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
