import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../src/commands/index.js';
import { language } from '../src/compile/compile.js';
import { codes } from '../src/diagnostics/codes.js';
import { createSource } from '../src/source/source.js';
import type { Pipeline } from '../src/syntax/ast.js';

const root = fileURLToPath(new URL('../', import.meta.url));

/** A folder of src imports only from itself and from folders before it. Each has a line in src/README.md. */
const layers = [
  'support',
  'source',
  'diagnostics',
  'regex',
  'values',
  'extraction',
  'syntax',
  'functions',
  'plan',
  'commands',
  'macros',
  'content',
  'compile',
  'exec',
  'events',
  'knowledge',
  'findings',
  'lint',
  'sql',
  'explain',
  'api',
  'format',
  'convert',
  'diff',
  'reference',
  'language-service',
  'testing',
  'index.ts',
  'node',
  'lsp',
  'cli',
];

/** The rooms of src/node, in the same order. */
const nodeRooms = ['events', 'content', 'knowledge', 'check', 'sql', 'testing'];

/** Ways to look at one plan that must not know of each other. */
const siblings: Readonly<Record<string, readonly string[]>> = {
  lint: ['exec', 'knowledge', 'sql'],
  sql: ['exec', 'knowledge', 'lint'],
  exec: ['lint', 'sql'],
};

/** Folders that may touch the machine. */
const outside = /^src\/(?:node|lsp|cli|sql\/run)\//;

/** The only place of the core that looks at the clock: an option nobody gave. */
const clockReaders = new Set(['src/api/options.ts']);

const maxLines = 450;
/** Files that may be longer, each with its reason. */
const longFiles: Readonly<Record<string, string>> = {};

interface File {
  readonly path: string;
  readonly text: string;
}

function filesBelow(folder: string): File[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

const files = filesBelow('src');

interface Import {
  readonly target: string;
  /** Erased when compiled. */
  readonly typeOnly: boolean;
}

const importLine = /^(?:import|export)\s+([^;'"]*?)\s*from\s*'([^']+)'/gm;
const lazyImport = /\bimport\(\s*'([^']+)'\s*\)/g;

function isTypeOnly(clause: string): boolean {
  if (clause.startsWith('type ')) return true;
  const names = /^\{([\s\S]*)\}$/
    .exec(clause)?.[1]
    ?.split(',')
    .filter((name) => name.trim() !== '');
  return names?.every((name) => name.trim().startsWith('type ')) === true;
}

function importsOf(file: File): Import[] {
  return [
    ...[...file.text.matchAll(importLine)].map((found) => ({ target: found[2]!, typeOnly: isTypeOnly(found[1]!) })),
    ...[...file.text.matchAll(lazyImport)].map((found) => ({ target: found[1]!, typeOnly: false })),
    ...[...file.text.matchAll(/^import '([^']+)'/gm)].map((found) => ({ target: found[1]!, typeOnly: false })),
  ];
}

/** The file of src that a relative import names. */
function resolved(file: File, target: string): string {
  return normalize(join(dirname(file.path), target))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '.ts');
}

const folderOf = (path: string): string => path.split('/')[1]!;
const relative = (file: File): { path: string; typeOnly: boolean }[] =>
  importsOf(file)
    .filter((each) => each.target.startsWith('.'))
    .map((each) => ({ path: resolved(file, each.target), typeOnly: each.typeOnly }));

describe('layers', () => {
  test('every folder of src is a layer', () => {
    const folders = new Set(files.map((file) => folderOf(file.path)));
    expect([...folders].filter((folder) => !layers.includes(folder))).toEqual([]);
  });

  test('a folder imports only what is before it', () => {
    const wrong = files.flatMap((file) =>
      relative(file)
        .filter(
          ({ path }) => path.startsWith('src/') && layers.indexOf(folderOf(path)) > layers.indexOf(folderOf(file.path)),
        )
        .map(({ path }) => `${file.path} imports ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  test('a room of src/node imports only what is before it', () => {
    const roomOf = (path: string): number => nodeRooms.indexOf(/^src\/node\/([\w-]+)\//.exec(path)?.[1] ?? '');
    const inside = files.filter(({ path }) => /^src\/node\/.+\//.test(path));
    expect(inside.filter(({ path }) => roomOf(path) < 0)).toEqual([]);
    const wrong = inside.flatMap((file) =>
      relative(file)
        .filter(({ path }) => roomOf(path) > roomOf(file.path))
        .map(({ path }) => `${file.path} imports ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  test('the passes know nothing of the searches that ask for them', () => {
    const wrong = files
      .filter(({ path }) => path.startsWith('src/api/passes/'))
      .flatMap((file) =>
        relative(file)
          .filter(({ path }) => /^src\/api\/(?!passes\/|knowledge\.ts|options\.ts)/.test(path))
          .map(({ path }) => `${file.path} imports ${path}`),
      );
    expect(wrong).toEqual([]);
  });

  test('run, check and port do not know of each other', () => {
    const wrong = files.flatMap((file) =>
      relative(file)
        .filter(({ path }) => siblings[folderOf(file.path)]?.includes(folderOf(path)))
        .map(({ path }) => `${file.path} imports ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  test('relative imports stay inside src and name files that exist', () => {
    const known = new Set(files.map((file) => file.path));
    const wrong = files.flatMap((file) =>
      relative(file)
        .filter(({ path }) => !known.has(path) && !path.endsWith('.json'))
        .map(({ path }) => `${file.path} imports ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  test('src/README.md has a line per folder, in the order of the layers', () => {
    const text = readFileSync(join(root, 'src/README.md'), 'utf8');
    const listed = [...text.matchAll(/^\| `([\w.-]+)\/?` \|/gm)].map((line) => line[1]!);
    const present = new Set(files.map((file) => folderOf(file.path)));
    expect(listed).toEqual(layers.filter((layer) => present.has(layer)));
  });

  test('src/README.md names files and folders that exist', () => {
    const text = readFileSync(join(root, 'src/README.md'), 'utf8');
    const named = [...text.matchAll(/`([a-z]+(?:\/[\w-]+)+)`/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(30);
    const places = named.map((path) => (/^(?:src|tests)\//.test(path) ? path : `src/${path}`));
    const missing = places.filter((path) => ![path, `${path}.ts`].some((each) => existsSync(join(root, each))));
    expect(missing).toEqual([]);
  });

  test('no file imports itself, over others', () => {
    const graph = new Map(
      files.map((file) => [
        file.path,
        relative(file)
          .filter((each) => !each.typeOnly)
          .map((each) => each.path),
      ]),
    );
    const done = new Set<string>();
    const open: string[] = [];
    const cycles: string[] = [];
    const visit = (path: string): void => {
      const at = open.indexOf(path);
      if (at >= 0) cycles.push([...open.slice(at), path].join(' -> '));
      if (at >= 0 || done.has(path)) return;
      open.push(path);
      for (const next of graph.get(path) ?? []) visit(next);
      open.pop();
      done.add(path);
    };
    for (const path of graph.keys()) visit(path);
    expect(cycles).toEqual([]);
  });
});

/** Source text without comments and texts, so that what it mentions is not mistaken for what it does. */
function codeOf(file: File): string {
  return file.text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1')
    .replace(/'(?:\\.|[^'\\\n])*'/g, "''")
    .replace(/"(?:\\.|[^"\\\n])*"/g, '""');
}

describe('the core', () => {
  const core = files.filter((file) => !outside.test(file.path));

  test('does not know the machine', () => {
    const wrong = core.flatMap((file) =>
      importsOf(file)
        .filter((each) => each.target.startsWith('node:'))
        .map((each) => `${file.path} imports ${each.target}`),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ['the clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/, clockReaders],
    ['chance', /\bMath\.random\b/, new Set<string>()],
    ['the console', /\bconsole\./, new Set<string>()],
    ['the process', /\bprocess\./, new Set<string>()],
    ['timers', /\bset(?:Timeout|Interval|Immediate)\(/, new Set<string>()],
    ['code made of text', /\beval\(|\bnew Function\(/, new Set<string>()],
  ])('does not use %s', (_, pattern, allowed) => {
    const using = core.filter((file) => pattern.test(codeOf(file))).map((file) => file.path);
    expect(using.filter((path) => !allowed.has(path))).toEqual([]);
    expect([...allowed].filter((path) => !using.includes(path))).toEqual([]);
  });
});

describe('files', () => {
  test(`are at most ${maxLines} lines long`, () => {
    const long = files.filter((file) => file.text.split('\n').length - 1 > maxLines).map((file) => file.path);
    expect(long).toEqual(Object.keys(longFiles));
  });

  test('have names in kebab-case', () => {
    const odd = files.filter((file) => !/^[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(file.path.split('/').at(-1)!));
    expect(odd.map((file) => file.path)).toEqual([]);
  });

  test('are named after what is in them', () => {
    const vague = files.filter((file) =>
      /(?:^|\/|-)(?:utils?|common|misc|helpers?|manager)(?:\.ts$|\/)/.test(file.path),
    );
    expect(vague.map((file) => file.path)).toEqual([]);
  });
});

/** Names of all commands in a tree, subsearches included. */
function commandsIn(node: unknown, into: Set<string>): void {
  if (Array.isArray(node)) for (const each of node) commandsIn(each, into);
  if (typeof node !== 'object' || node === null) return;
  const { kind, name } = node as { kind?: unknown; name?: unknown };
  if (kind === 'command') into.add(String(name));
  for (const value of Object.values(node)) commandsIn(value, into);
}

describe('commands', () => {
  const running = commands.filter((each) => each.kind !== 'unsupported');

  /** Commands whose examples need data that an example cannot give. */
  const withoutExample = new Set([
    'datamodel',
    'eventcount',
    'inputcsv',
    'metadata',
    'metasearch',
    'mstats',
    'multisearch',
    'reltime',
    'tstats',
  ]);
  /** Commands that only the shared reference cases hold to account. */
  const withoutCase = new Set(['collect', 'fieldsummary', 'inputcsv', 'outputcsv']);

  test('are in alphabetical order', () => {
    const names = commands.map((each) => each.name);
    expect(names).toEqual([...names].sort());
  });

  test.each(commands.map((each) => [each.name, each] as const))('%s is documented', (name, command) => {
    expect(command.doc.summary).toMatch(/\.$/);
    expect(readFileSync(join(root, `grammar/commands/${name}.md`), 'utf8')).toContain(`# ${name}\n`);
    for (const spec of Object.values(command.options as Record<string, { text: string }>))
      expect(spec.text).toMatch(/[.)]$/);
  });

  test('that run have an example', () => {
    const bare = running.filter((each) => each.doc.examples.length === 0).map((each) => each.name);
    expect(bare).toEqual([...withoutExample]);
  });

  test('have a conformance case of our own', () => {
    const covered = new Set<string>();
    const folder = join(root, 'tests/conformance');
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.ya?ml$/.test(path)) continue;
      for (const { spl } of parse(readFileSync(join(folder, path), 'utf8')) as { spl: string }[]) {
        const tree: Pipeline = language.parseSearch(createSource(path, String(spl)), { leadingCommand: true }).tree;
        commandsIn(tree, covered);
      }
    }
    expect(running.map((each) => each.name).filter((name) => !covered.has(name))).toEqual([...withoutCase]);
  });
});

describe('diagnostic codes', () => {
  test('are unique over all areas, and in kebab-case', async () => {
    const areas = filesBelow('src/diagnostics/codes');
    const names: string[] = [];
    for (const { path } of areas) {
      const module = (await import(`../${path.replace(/\.ts$/, '.js')}`)) as Record<string, Record<string, unknown>>;
      names.push(...Object.values(module).flatMap((each) => Object.keys(each)));
    }
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.sort()).toEqual(Object.keys(codes).sort());
    expect(names.filter((name) => !/^[a-z]+(?:-[a-z]+)*$/.test(name))).toEqual([]);
  });
});

describe('tests', () => {
  test('share helpers that are loaded once for many files, and therefore set up and tear down nothing themselves', () => {
    const helpers = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.ts') && !/\.(?:test|sweep)\.ts$|node_modules/.test(path),
    );
    expect(helpers.length).toBeGreaterThan(10);
    const hooked = helpers.filter((path) =>
      /\b(?:before|after)(?:All|Each)\(/.test(readFileSync(join(root, 'tests', path), 'utf8')),
    );
    expect(hooked).toEqual([]);
  });
});
