import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../../src/diagnostics/diagnostic.js';
import { expandMacros, type MacroOptions } from '../../../src/macros/expand-macros.js';
import type { MacroDefinition } from '../../../src/macros/macro-definition.js';
import { MacroRegistry } from '../../../src/macros/macro-registry.js';
import { rootPlace } from '../../../src/source/origin-map.js';
import { createSource, type Source } from '../../../src/source/source.js';
import { span } from '../../../src/source/span.js';
import { defaultLimits } from '../../../src/values/limits.js';

type Extra = Partial<Omit<MacroDefinition, 'name' | 'args' | 'definition'>>;

/** `m('name', 'text $a$', ['a'])` */
function m(name: string, text: string, args: string[] = [], extra: Extra = {}): MacroDefinition {
  return { name, args, definition: createSource(`macros/${name}.yml`, text), ...extra };
}

function run(text: string, macros: MacroDefinition[], options: Partial<MacroOptions> = {}) {
  const search = createSource('<search>', text);
  return { search, ...expandMacros(search, new MacroRegistry(macros), { limits: defaultLimits, ...options }) };
}

function expanded(text: string, ...macros: MacroDefinition[]): string {
  const result = run(text, macros);
  expect(result.diagnostics).toEqual([]);
  return result.source.text;
}

function codesOf(text: string, ...macros: MacroDefinition[]): string[] {
  return run(text, macros).diagnostics.map((each) => each.code);
}

function checkMap(source: Source): void {
  const pieces = source.origin?.pieces;
  if (pieces === undefined) return;
  let at = 0;
  for (const piece of pieces) {
    expect(piece.start).toBe(at);
    expect(piece.end).toBeGreaterThanOrEqual(piece.start);
    expect(piece.origin.start).toBeLessThanOrEqual(piece.origin.end);
    expect(piece.origin.end).toBeLessThanOrEqual(piece.source.text.length);
    if (piece.exact) {
      expect(source.text.slice(piece.start, piece.end)).toBe(
        piece.source.text.slice(piece.origin.start, piece.origin.end),
      );
    }
    at = piece.end;
    checkMap(piece.source);
  }
  expect(at).toBe(source.text.length);
}

describe('calls', () => {
  test('are replaced as text, without parentheses', () => {
    expect(expanded('search `srcs` b=2', m('srcs', 'a=1 OR a=2'))).toBe('search a=1 OR a=2 b=2');
    expect(expanded('eval r=`mul(1+1, 3)`', m('mul', '$p$*$q$', ['p', 'q']))).toBe('eval r=1+1*3');
  });

  test('need not be there', () => {
    const result = run('search a=1', []);
    expect(result.source).toBe(result.search);
  });

  test('may stand in macros and in arguments', () => {
    const macros = [m('outer', '`inner` b=2'), m('inner', 'a=1'), m('wrap', '($x$)', ['x'])];
    expect(expanded('`outer`', ...macros)).toBe('a=1 b=2');
    expect(expanded('`wrap(`wrap(`inner`)`)` `inner``inner`', ...macros)).toBe('((a=1)) a=1a=1');
    expect(expanded('`wrap(`wrap("a,b")`)`', ...macros)).toBe('((a,b))');
  });

  test('may be put together by substitution', () => {
    expect(expanded('`pick(in)`', m('pick', '`$x$ner`', ['x']), m('inner', 'a=1'))).toBe('a=1');
  });

  test('are told apart by the number of arguments', () => {
    const macros = [m('m', 'a=1'), m('m', 'b=$x$', ['x'])];
    expect(expanded('`m` `m()` `m( )` `m(2)` `m("")`', ...macros)).toBe('a=1 a=1 a=1 b=2 b=');
  });

  test('inside of double quotes and comments are text', () => {
    const text = 'search x="`a`" ``` `a` " ``` | split(process,"`")';
    expect(expanded(text, m('a', '1'))).toBe(text);
    // An escaped quote in a bare word opens nothing (spl-commands 2).
    expect(expanded('x=*\\"k\\":true* | `a`', m('a', 'head'))).toBe('x=*\\"k\\":true* | head');
    expect(expanded('x="\\"`a`" `a```` `a` ```', m('a', '1'))).toBe('x="\\"`a`" 1``` `a` ```');
  });

  test('an apostrophe opens nothing', () => {
    expect(expanded("don't `a` 'f", m('a', '1'))).toBe("don't 1 'f");
  });
});

describe('arguments', () => {
  const two = m('f', '<$a$|$b$>', ['a', 'b']);

  test('are split at commas outside of quotes and parentheses, and trimmed', () => {
    expect(expanded('`f( "a, b)" ,  if(x, y) )`', two)).toBe('<a, b)|if(x, y)>');
    expect(expanded('`f(,)`', two)).toBe('<|>');
  });

  test('lose the quotes around them', () => {
    expect(expanded('`f("a \\"q\\" \\\\ \\d", "x" "y")`', two)).toBe('<a "q" \\\\ \\d|"x" "y">');
  });

  test('are read by name when every one names a parameter', () => {
    expect(expanded('`f(b=1, a = "2 3")`', two)).toBe('<2 3|1>');
    expect(expanded('`f(b=1, c=2)`', two)).toBe('<b=1|c=2>');
    expect(expanded('`f(a=1, a=2)`', two)).toBe('<a=1|a=2>');
    expect(expanded('`f(a==1, b==2)`', two)).toBe('<a==1|b==2>');
  });

  test('replace $name$ everywhere, and nothing else', () => {
    const macro = m('g', '"$a$" $$a$$ $b$a$ $no$ "\\w{5}$$" $a', ['a']);
    expect(expanded('`g($a$)`', macro)).toBe('"$a$" $$a$$ $b$a$ $no$ "\\w{5}$$" $a');
    expect(expanded('`g(x)`', macro)).toBe('"x" $x$ $bx $no$ "\\w{5}$$" $a');
    expect(expanded('`g(1)`', m('g', '$constructor$ $__proto__$', ['a']))).toBe('$constructor$ $__proto__$');
  });
});

describe('mistakes', () => {
  test('unknown macro, with a suggestion', () => {
    const { diagnostics, source } = run('| `sysmn` x=1', [m('sysmon', 'a')]);
    expect(source.text).toBe('| `sysmn` x=1');
    expect(diagnostics).toMatchObject([
      { code: 'macro-unknown', primary: { span: span(2, 9) }, help: ['Did you mean `sysmon`?'] },
    ]);
  });

  test('inside of a macro is shown at the call in the search and in the macro, once', () => {
    const { diagnostics, search } = run('`a` `a` `b`', [m('a', 'x `nope`'), m('b', '`a`')]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]!.primary).toEqual({ source: search, span: span(0, 3) });
    expect(diagnostics[0]!.related).toMatchObject([{ source: { name: 'macros/a.yml' }, span: span(2, 8) }]);
  });

  test('wrong number of arguments', () => {
    const { diagnostics } = run('`f(1,2,3)`', [m('f', '$a$', ['a']), m('f', 'x')]);
    expect(diagnostics[0]!.message).toBe('The macro `f` is called with 3 arguments, but is defined with 0 or 1.');
    expect(diagnostics[0]!.related).toHaveLength(2);
  });

  test('cycle, with its chain', () => {
    const { diagnostics } = run('`a`', [m('a', '`b`'), m('b', 'x `c` y'), m('c', '`b`')]);
    expect(diagnostics.map((each) => each.message)).toEqual(['The macro `b` calls itself: `b` → `c` → `b`.']);
    expect(codesOf('`f(1)`', m('f', '`f($x$$x$)`', ['x']))).toEqual(['macro-cycle']);
    expect(expanded('`w(`w(1)`)`', m('w', '[$x$]', ['x']))).toBe('[[1]]');
  });

  test('backticks without partner, calls without name', () => {
    expect(codesOf('x ` y')).toEqual(['macro-unterminated']);
    expect(codesOf('`f("x)` | y', m('f', '', ['a']))).toEqual(['macro-unterminated']);
    expect(codesOf('`f((x)` | y', m('f', '', ['a']))).toEqual(['macro-unterminated']);
    expect(codesOf('` ` `f(1)x` `a b`', m('f', '', ['a']))).toEqual(Array(3).fill('macro-malformed-call'));
  });

  test('a call that would go on into the next command is one without its end, and says so once', () => {
    const text = '`own a=1 | stats min(x) by y | `ctime(x)` | `own_filter`';
    expect(run(text, []).diagnostics.map(({ code, primary }) => [code, primary?.span.start])).toEqual([
      ['macro-unterminated', 0],
    ]);
    expect(codesOf('`f(1)\n| `f(2)`', m('f', '', ['a']))).toEqual(['macro-unterminated']);
    expect(codesOf('`\nf\n`', m('f', ''))).toEqual([]);
  });

  test('nesting too deep, in macros and in arguments', () => {
    const chain = Array.from({ length: 120 }, (_, i) => m(`c${i}`, `\`c${i + 1}\``));
    expect(codesOf('`c0`', ...chain)).toEqual(['macro-too-deep']);
    const deep = `${'`f('.repeat(50_000)}x${')`'.repeat(50_000)}`;
    expect(codesOf(deep, m('f', '$a$', ['a']))).toEqual(['macro-too-deep']);
  });

  test.each([
    ['text', 'x'],
    ['no text', ''],
  ])('a macro that doubles forty times stops early (%s)', (_, leaf) => {
    const doubling = Array.from({ length: 40 }, (_, i) => m(`d${i}`, `\`d${i + 1}\`\`d${i + 1}\``));
    const withArgument = Array.from({ length: 40 }, (_, i) =>
      m(`e${i}`, `\`e${i + 1}($x$)\`\`e${i + 1}($x$)\``, ['x']),
    );
    const started = process.memoryUsage().heapUsed;
    expect(codesOf('`d0`', ...doubling, m('d40', leaf))).toEqual(['macro-too-large']);
    expect(codesOf('`e0(1)`', ...withArgument, m('e40', leaf, ['x']))).toEqual(['macro-too-large']);
    expect(codesOf('`g0(1)`', ...growing(40))).toEqual(['macro-too-large']);
    expect(process.memoryUsage().heapUsed - started).toBeLessThan(300e6);
  });

  test('many mistakes take no longer than reading them', () => {
    const known = Array.from({ length: 2000 }, (_, i) => m(`some_macro_name_${i}`, ''));
    const text = Array.from({ length: 100_000 }, (_, i) => `\`some_other_name_${i}\``).join(' ');
    expect(codesOf(text, ...known)).toHaveLength(100);
    expect(codesOf('`f(1)` '.repeat(50_000), m('f', '$x$ `some_othre_name`', ['x']), ...known).length).toBe(2);
    expect(codesOf('`'.repeat(1_000_000)).length + codesOf('`a` `` '.repeat(100_000)).length).toBeGreaterThan(0);
  });

  test('a large text through many macros is counted', () => {
    const chain = Array.from({ length: 90 }, (_, i) => m(`c${i}`, `x \`c${i + 1}\``));
    expect(codesOf('`c0`', ...chain, m('c90', 'y'.repeat(1_000_000)))).toEqual(['macro-too-large']);
  });
});

function growing(n: number): MacroDefinition[] {
  return Array.from({ length: n }, (_, i) => m(`g${i}`, i === n - 1 ? '$x$' : `\`g${i + 1}($x$$x$)\``, ['x']));
}

describe('expressions', () => {
  test('an eval macro stands for the value of its definition', () => {
    const macro = m('up', 'upper("$a$ `b`") `b`', ['a'], { isEval: true });
    const seen: string[] = [];
    const { source, diagnostics } = run('x=`up(q)`', [macro, m('b', '. "z"')], {
      evaluate: (expression) => {
        seen.push(expression.text);
        return { value: '`b`!' };
      },
    });
    expect(seen).toEqual(['upper("q `b`") . "z"']);
    expect([source.text, diagnostics]).toEqual(['x=. "z"!', []]);
  });

  test('need an evaluator and a text', () => {
    expect(codesOf('`v`', m('v', '1', [], { isEval: true }))).toEqual(['macro-eval-unavailable']);
    const { diagnostics } = run('`v`', [m('v', '1', [], { isEval: true })], { evaluate: () => ({ value: null }) });
    expect(diagnostics.map((each) => each.code)).toEqual(['macro-eval-no-text']);
  });

  test.each([
    [{ value: true }, undefined],
    [{ value: null }, undefined],
    [{ value: false }, 'The macro `v` refuses its arguments: must be a number'],
    [{ value: null, isBoolean: true }, 'The macro `v` refuses its arguments: must be a number'],
    [{ value: 'no!' }, 'The macro `v` refuses its arguments: no!'],
  ])('validation: %j', (result, message) => {
    const macro = m('v', '$a$', ['a'], { validation: 'isnum($a$)', errorMessage: 'must be a number' });
    const { diagnostics } = run('`v(x)`', [macro], {
      evaluate: (expression) => {
        expect(expression.text).toBe('isnum(x)');
        return result;
      },
    });
    expect(diagnostics.map((each) => each.message)).toEqual(message === undefined ? [] : [message]);
  });

  test("the evaluator's diagnostics are passed on with the calls", () => {
    const macro = m('v', 'oops(', [], { isEval: true });
    const { diagnostics, search } = run('a `v`', [macro], {
      evaluate: (source) => ({
        diagnostics: [diagnostic('macro-eval-no-text', { name: 'v' }, { at: { source, span: span(0, 4) } })],
      }),
    });
    expect(diagnostics).toMatchObject([{ primary: { source: macro.definition }, related: [{ source: search }] }]);
  });
});

test('calls are listed, outer before inner', () => {
  const { calls } = run('`f(`g`, 2)` `g`', [m('f', '$a$ `h`', ['a', 'b']), m('g', 'G'), m('h', '')]);
  expect(calls.map((call) => [call.name, call.args, call.depth])).toEqual([
    ['f', ['G', '2'], 0],
    ['g', [], 0],
    ['h', [], 1],
    ['g', [], 0],
  ]);
});

describe('origins', () => {
  const macros = [m('outer', 'eval x="$a$" | `inner($a$)`', ['a']), m('inner', 'where $b$ > 1', ['b'])];

  test('text of a macro: its place in the definition, and the calls from the outside in', () => {
    const { source, search } = run('search * | `outer(foo)`', macros);
    const at = source.text.indexOf('where');
    const place = rootPlace(source, span(at, at + 5));
    expect([place.source.name, place.span]).toEqual(['macros/inner.yml', span(0, 5)]);
    expect(place.calls.map((call) => call.macro)).toEqual(['outer', 'inner']);
    expect(place.calls[0]).toMatchObject({ source: search, span: span(11, 23) });
  });

  test('text of an argument: its place in the call', () => {
    const { source, search } = run('search * | `outer(foo)`', macros);
    const at = source.text.lastIndexOf('foo');
    const place = rootPlace(source, span(at, at + 3));
    expect([place.source, place.span]).toEqual([search, span(18, 21)]);
    expect(place.calls.map((call) => [call.macro, call.argument])).toEqual([
      ['outer', undefined],
      ['inner', undefined],
      ['inner', 'b'],
      ['outer', 'a'],
    ]);
  });

  test('a span that leaves a macro is shown in the text that calls it', () => {
    const { source, search } = run('search `s` b=2', [m('s', 'a=1')]);
    expect(source.text).toBe('search a=1 b=2');
    expect(rootPlace(source, span(7, 14))).toEqual({ source: search, span: span(7, 14), calls: [] });
    expect(rootPlace(source, span(11, 14))).toEqual({ source: search, span: span(11, 14), calls: [] });
  });

  test('of any expansion are ordered, without gaps, and exact pieces repeat their origin', () => {
    const part = fc.constantFrom(
      ...['`a`', '`b(', '`c(', ')`', ',', '"', '\\', '`', '```', '$x$', '$y$', 'x=', ' ', '(', ')', 'q', '`n`', '\\"'],
    );
    const text = fc.array(part, { maxLength: 14 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, text, (search, a, b, c) => {
        const macros = [m('a', a), m('b', b, ['x']), m('c', c, ['x', 'y'], { isEval: c.length % 3 === 0 })];
        const limits = { macroDepth: 12, expandedCharacters: 2000 };
        const result = run(search, macros, { limits, evaluate: (e) => ({ value: e.text.slice(1) }) });
        checkMap(result.source);
        expect(result.source.text.length).toBeLessThanOrEqual(2000 + search.length);
        for (const each of result.diagnostics) expect(each.primary).toBeDefined();
        if (result.source.text.length > 0) rootPlace(result.source, span(0, result.source.text.length));
      }),
      { numRuns: 2000 },
    );
  });
});
