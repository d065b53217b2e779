import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseYamlFile } from '../../../src/content/yaml-file.js';
import { nodeAt } from '../../../src/content/yaml-locate.js';
import { scalarSource } from '../../../src/content/yaml-source.js';
import { type Diagnostic, type DiagnosticDetails, diagnostic } from '../../../src/diagnostics/diagnostic.js';
import { renderJson } from '../../../src/diagnostics/render-json.js';
import { renderText } from '../../../src/diagnostics/render-text.js';
import { expandMacros } from '../../../src/macros/expand-macros.js';
import { MacroRegistry } from '../../../src/macros/macro-registry.js';
import { createSource, type Source } from '../../../src/source/source.js';
import { span } from '../../../src/source/span.js';
import { defaultLimits } from '../../../src/values/limits.js';

function problem(details: DiagnosticDetails, text = 'Something is wrong.'): Diagnostic {
  return { ...diagnostic('yaml-syntax', { problem: '' }, details), message: text };
}

/** A label at the first `word` of a source. */
function at(source: Source, word: string, message?: string) {
  const start = source.text.indexOf(word);
  if (start === -1) throw new Error(`no ${word}`);
  const place = { source, span: span(start, start + word.length) };
  return message === undefined ? place : { ...place, message };
}

const rule = createSource(
  'detections/rule.yml',
  [
    'name: A rule',
    "search: 'search `source(sysmon)` EventCode=1 | where x = ''a'' | `helper(dest)`",
    '  | stats count by dest',
    "  | `rule_filter`'",
  ].join('\n'),
);
const yaml = parseYamlFile(rule);
const search = scalarSource(yaml.source, nodeAt(yaml.document, ['search'])!);

function expandRule() {
  const definitions: [string, string, string[]][] = [
    ['source', 'definition: sourcetype=$name$', ['name']],
    ['helper', 'definition: |\n  eval a=lower($field$)\n  | `inner($field$)`', ['field']],
    ['inner', 'definition: "where \\"$value$\\" > 1"', ['value']],
  ];
  const macros = definitions.map(([name, text, args]) => {
    const file = parseYamlFile(createSource(`macros/${name}.yml`, text));
    return { name, args, definition: scalarSource(file.source, nodeAt(file.document, ['definition'])!) };
  });
  return expandMacros(search, new MacroRegistry(macros), { limits: defaultLimits });
}

/** Compares with tests/golden/render/<name>.txt; `vitest -u` writes it. */
async function expectGolden(name: string, ...diagnostics: Diagnostic[]): Promise<void> {
  const text = diagnostics.map((each) => `${renderText(each)}\n`).join('\n');
  await expect(text).toMatchFileSnapshot(`../../golden/render/${name}.txt`);
}

describe('messages as the user sees them', () => {
  test('macros', async () => {
    const { source, diagnostics } = expandRule();
    await expectGolden(
      'macros',
      ...diagnostics,
      problem({ at: at(source, 'EventCode', 'in the rule itself') }),
      problem({ at: at(source, 'lower', 'in a macro') }),
      problem({ at: at(source, 'dest', 'in an argument') }),
      problem({ at: at(source, '"dest"', 'in a macro of a macro') }),
      problem({ at: at(source, 'sourcetype=sysmon EventCode', 'partly in a macro') }),
    );
  });

  test('lines', async () => {
    const text = createSource(
      'x.spl',
      'one\n\ttabs\there\n日本語 wide 😀 smile\n\n  indented more\nlast line\n\nseventh\n',
    );
    await expectGolden(
      'lines',
      problem({ at: at(text, 'here', 'after tabs'), related: [at(text, 'one', 'before'), at(text, 'last', 'later')] }),
      problem({ at: at(text, 'smile', 'after wide characters'), related: [at(text, '本', 'on the same line')] }),
      problem({ at: at(text, 'one\n\ttabs\there\n日', 'three lines') }),
      problem({ at: { source: text, span: span(0, text.text.length), message: 'everything' } }),
      problem({ at: { source: text, span: span(text.text.length, text.text.length), message: 'the end' } }),
      problem({ at: { source: text, span: span(3, 3), message: 'nothing, at the end of a line' } }),
      problem({}),
      problem({ help: ['Do this.'] }),
      problem({ at: { source: createSource('empty.spl', ''), span: span(0, 0) } }),
    );
  });

  test('long lines', async () => {
    const text = createSource('x.spl', `begin ${'word '.repeat(100)}middle ${'more '.repeat(100)}end`);
    await expectGolden(
      'long-lines',
      problem({ at: at(text, 'begin', 'here'), related: [at(text, 'end', 'and there')] }),
      problem({
        at: at(text, 'middle', 'a message that is too long to stand behind the mark in the middle of the line'),
      }),
      problem({ at: { source: text, span: span(100, 900), message: 'long' } }),
    );
  });

  test('hostile text', async () => {
    const text = createSource('x\u001b[2J.spl', 'a\u001b[31m\u0007b\u202ec\u200bd\u009b\u007f\ud800e\u0301 target');
    await expectGolden(
      'hostile',
      problem(
        {
          at: at(text, 'target', 'label\u001b[0m\nnext line'),
          help: ['help\u001b]8;;x\u0007'],
          fixes: [{ title: 'fix\r', source: text, span: span(0, 6), text: '\u001b[1m' }],
        },
        'message\n\u001b[5mblink',
      ),
    );
  });

  test('help and fixes', async () => {
    const text = createSource('x.spl', 'search `sysmn` x=1');
    const fix = (start: number, end: number, by: string) => ({
      title: 'Try',
      source: text,
      span: span(start, end),
      text: by,
    });
    await expectGolden(
      'fixes',
      problem({
        at: at(text, '`sysmn`', 'not defined'),
        help: ['Did you mean `sysmon`?'],
        fixes: [fix(7, 14, '`sysmon`'), fix(15, 18, ''), fix(18, 18, ' y=2'), fix(0, 6, 'w'.repeat(100))],
      }),
      { ...problem({ at: at(text, 'x=1') }), severity: 'warning' },
      { ...problem({ at: at(text, 'x=1') }), severity: 'info' },
    );
  });

  test('mistakes in YAML and macros', async () => {
    const lenient = parseYamlFile(createSource('a.yml', "a: 1\nsearch: '| one\n| two\n| three'\nb: 1\na: 2\n"));
    const missing = expandMacros(search, new MacroRegistry([]), { limits: defaultLimits });
    await expectGolden('yaml', ...lenient.diagnostics, ...missing.diagnostics.slice(0, 1));
  });
});

test('colours are ours', () => {
  const text = createSource('x.spl', 'a b');
  const output = renderText(problem({ at: at(text, 'b', 'here') }), { color: true });
  expect(output).toContain('\u001b[1;31merror[yaml-syntax]\u001b[0m');
  expect(output.replace(/\u001b\[[\d;]*m/g, '')).toBe(renderText(problem({ at: at(text, 'b', 'here') })));
});

test('nothing but line feeds and visible text comes out, within the width', () => {
  const unit = fc.constantFrom(
    'a',
    ' ',
    '\t',
    '\n',
    '\r',
    '\u001b[2J',
    '日',
    '😀',
    '\ud800',
    '\u202e',
    'e\u0301',
    'word '.repeat(30),
  );
  const text = fc.array(unit, { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.nat(200), fc.nat(200), fc.integer({ min: 40, max: 120 }), (content, a, b, width) => {
      const source = createSource('x', content);
      const output = renderText(problem({ at: { source, span: span(Math.min(a, b), Math.max(a, b)), message: 'm' } }), {
        width,
      });
      expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      for (const line of output.split('\n'))
        expect(line.length).toBeLessThanOrEqual(width + (content.match(/\u0301/g)?.length ?? 0));
    }),
    // A mark behind a line that just fits.
    { numRuns: 2000, examples: [['\t😀\t\ta\u202e😀\u202e\u001b[2J日', 15, 15, 43]] },
  );
});

test('a line of many megabytes is not read as a whole', () => {
  const source = createSource('x', `${'x'.repeat(20_000_000)}TARGET${'y'.repeat(20_000_000)}`);
  const target = { source, span: span(20_000_000, 20_000_006) };
  renderText(problem({ at: target }));
  for (let i = 0; i < 100; i++) renderText(problem({ at: target, related: [{ source, span: span(0, 40_000_006) }] }));
});

test('as JSON', () => {
  const { source } = expandRule();
  expect(renderJson(problem({ at: at(source, 'lower', 'here'), help: ['h'] }))).toEqual({
    code: 'yaml-syntax',
    severity: 'error',
    message: 'Something is wrong.',
    place: {
      file: 'macros/helper.yml',
      start: { line: 2, column: 10, offset: 23 },
      end: { line: 2, column: 15, offset: 28 },
      message: 'here',
    },
    calls: [
      {
        file: 'detections/rule.yml',
        start: { line: 2, column: 66, offset: 78 },
        end: { line: 2, column: 80, offset: 92 },
        message: 'in the expansion of `helper`, called here',
      },
    ],
    related: [],
    help: ['h'],
    fixes: [],
  });
});
