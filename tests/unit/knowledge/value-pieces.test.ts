import { describe, expect, test } from 'vitest';
import { language } from '../../../src/compile/compile.js';
import { addPieces, type ValuePieces } from '../../../src/knowledge/value-pieces.js';
import { createSource } from '../../../src/source/source.js';

function piecesOf(text: string): { fields: string[]; constants: string[] } | undefined {
  const { tree } = language.parseExpression(createSource('<test>', text));
  const pieces: ValuePieces = { fields: new Set(), constants: new Set() };
  if (tree === undefined || !addPieces(tree, pieces)) return undefined;
  return { fields: [...pieces.fields], constants: [...pieces.constants] };
}

describe('what the value of an expression is a piece of', () => {
  test.each<[string, string[], string[]]>([
    ['Image', ['Image'], []],
    ['coalesce(\'a.b\', lower(c), "Unknown")', ['a.b', 'c'], ['unknown']],
    ['mvindex(split(Image,"\\\\"),-1)', ['Image'], []],
    ['if(x="1", a, null())', ['a'], []],
    ['case(x=1, a, y=2, substr(b,2), true(), "None")', ['a', 'b'], ['none']],
    ['replace(path, "^.*[\\\\\\\\/]", "")', ['path'], []],
    ['replace(c, "^(\\"[^\\"]+\\"|[^\\\\s]+)\\\\s*(.*)$", "\\\\2")', ['c'], []],
    ['domain."\\\\".user', ['domain', 'user'], ['\\']],
    ['"\\"".a."\\" ".b', ['a', 'b'], ['"', '" ']],
  ])('%s', (text, fields, constants) => {
    expect(piecesOf(text)).toEqual({ fields, constants });
  });

  test.each([
    'a.b',
    '"kb".id',
    'id."-".x',
    '"http".if(tls="1","s","")."://".host',
    'a." x".b',
    'upper(a)',
    'replace(a, "x", "")',
    'replace(a, "^x|y", "")',
    'replace(a, "(?m)^x", "")',
    'replace(a, "^x", "y")',
    'replace(a, "^(.)(.*)", "\\\\2")',
    'replace(a, "^(.)(.*)$", "\\\\2\\\\1")',
    'mvjoin(a, " ")',
    'urldecode(a)',
    'a+1',
    'tostring(a)',
    'coalesce(a, upper(b))',
  ])('is not known of %s', (text) => {
    expect(piecesOf(text)).toBeUndefined();
  });
});
