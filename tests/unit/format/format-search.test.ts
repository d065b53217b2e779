import { describe, expect, test } from 'vitest';
import { compileSearch } from '../../../src/compile/compile.js';
import { formatSearch } from '../../../src/format/format-search.js';
import { MacroRegistry } from '../../../src/macros/macro-registry.js';
import { createSource } from '../../../src/source/source.js';

const definition = (name: string, args: string[], text: string) => ({
  name,
  args,
  definition: createSource(`<macro ${name}>`, text),
});
const macros = new MacroRegistry([
  definition('src', [], 'sourcetype=a  |  search x=1'),
  definition('half', [], 'foo="a'),
  definition('none', [], ''),
  definition('ctime', ['f'], 'convert ctime($f$)'),
]);
const compile = (search: ReturnType<typeof createSource>) => compileSearch(search, { macros });

function laidOut(text: string): string {
  const result = formatSearch(createSource('<search>', text), compile);
  if ('problem' in result) throw new Error(result.problem);
  return result.text;
}

describe('laying out', () => {
  test.each([
    ['one command per line', 'a=1|stats   count\n by\tx |head 5', 'a=1\n| stats count by x\n| head 5'],
    ['a leading pipe', '  | tstats count from datamodel=Web', '| tstats count from datamodel=Web'],
    [
      'a pipe and blanks in quotes',
      'a=1 | rex field=m "x  (?<q>[^;\n  | ^$]+)"  | head',
      'a=1\n| rex field=m "x  (?<q>[^;\n  | ^$]+)"\n| head',
    ],
    ['a pipe in a quoted field', "a=1 | where 'x  | y'=1", "a=1\n| where 'x  | y'=1"],
    ['macro calls', '`src`   b=1 | `ctime( t )` |head', '`src` b=1\n| `ctime( t )`\n| head'],
    ['a call without text', 'a=1   `none`   b=2', 'a=1 `none` b=2'],
    ['quotes that a macro opens', '`half`  | b"   c=1', '`half`  | b" c=1'],
    [
      'comments where they stand',
      'a=1 ```one | two```  b=2\n   ```three```\n| head ```four```| tail',
      'a=1 ```one | two``` b=2\n```three```\n| head ```four```\n| tail',
    ],
    ['a comment first and last', '```x``` a=1 ```y```', '```x``` a=1 ```y```'],
    ['subsearches', 'a=1 [ search b=1|fields c ] d=2', 'a=1 [search b=1\n    | fields c ] d=2'],
    ['templates as they are', 'a=1 | foreach *  [ eval x = 1 ]', 'a=1\n| foreach * [ eval x = 1 ]'],
    ['names of columns', 'a=1 | stats count( eval( x  =  1 ) ) by  y', 'a=1\n| stats count( eval( x  =  1 ) ) by y'],
  ])('keeps %s', (_, text, expected) => {
    expect(laidOut(text)).toBe(expected);
    expect(laidOut(expected)).toBe(expected);
  });

  test('fills long commands into indented lines, and keeps what is joined by AS together', () => {
    const names = Array.from({ length: 20 }, (_, i) => `values(field_${i}) as name_${i}`);
    const lines = laidOut(`a=1 | stats ${names.join(' ')} by x`).split('\n');
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(120);
    for (const line of lines.slice(2)) expect(line).toMatch(/^ {4}\S/);
    for (const line of lines) expect(line).not.toMatch(/ as$|^ *as /);
  });

  test.each([
    ['a=1 | frobnicate x', /frobnicate/],
    ['a=1 | `unknown`', /unknown/],
    ['a="1', /never closed/],
  ])('leaves %s alone', (text, problem) => {
    const result = formatSearch(createSource('<search>', text), compile);
    expect('problem' in result ? result.problem : result.text).toMatch(problem);
  });
});
