import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattenXml } from '../../../../src/values/xml/flatten.js';
import { readXml, xmlDepth } from '../../../../src/values/xml/read.js';
import { evaluateXPath } from '../../../../src/values/xml/xpath-evaluate.js';
import { parseXPath, type XPath } from '../../../../src/values/xml/xpath-parse.js';

const fields = (text: string) => Object.fromEntries(flattenXml(readXml(text)!));

describe('readXml', () => {
  it.each([
    ['<a>x &lt;&#65;&#x42;&amp;&nbsp;</a>', { a: 'x <AB&&nbsp;' }],
    ['<?xml version="1.0"?><!-- <b>no</b> --><a><![CDATA[1<2]]></a>', { a: '1<2' }],
    ['<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', { a: '&e;' }],
    ['<a><b>1<c>2</a><d>3</d>', { 'a.b': '1', 'a.b.c': '2', d: '3' }],
    ['</x><a>1</x></a>', { a: '1' }],
    ['<a b=\'1\' c="a>b" d=2 e>t</a>', { 'a{@b}': '1', 'a{@c}': 'a>b', 'a{@d}': '2', a: 't' }],
    ['<a>1 < 2</a>', { a: '1 < 2' }],
    ["<n:a xmlns:n='u'><n:b/></n:a>", { 'n:a{@xmlns:n}': 'u' }],
  ])('%s', (text, expected) => {
    expect(fields(text)).toEqual(expected);
  });

  it('refuses text without elements and nesting without end', () => {
    expect(readXml('no markup')).toBeNull();
    expect(readXml('<a>'.repeat(xmlDepth + 1))).toBeNull();
    expect(readXml('<a>'.repeat(xmlDepth))).not.toBeNull();
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      'a',
      ' ',
      '="',
      '"',
      "'",
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<!',
      '<?',
      '&',
      ';',
      '#',
      '[',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const root = readXml(pieces.join(''));
        if (root !== null) flattenXml(root);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['<!x', '<a "', '<a b=', '<![CDATA[', '<!-- ', '&#', '<a><b', "<a ='"])(
    'takes linear time for %j repeated',
    (piece) => {
      readXml(piece.repeat(100_000));
    },
  );
});

const sets =
  '<root><DataSet n="1"><id>3017669</id><sname>BARC</sname></DataSet>' +
  '<DataSet n="2"><id>1037669</id><sname>TARC</sname></DataSet><other><id>5</id></other></root>';

function find(path: string): readonly string[] | null {
  const parsed = parseXPath(path);
  if (!Array.isArray(parsed)) throw new Error(JSON.stringify(parsed));
  return evaluateXPath(readXml(sets)!, parsed as readonly XPath[]);
}

describe('xpath', () => {
  it.each([
    ['//DataSet/id', ['3017669', '1037669']],
    ['/root/DataSet/@n', ['1', '2']],
    ['//DataSet[sname="BARC"]/id', ['3017669']],
    ["//DataSet[@n='2']/sname/text()", ['TARC']],
    ["//DataSet[@n='2'][id]/@n", ['2']],
    ['//DataSet[2]/sname', ['TARC']],
    ['//DataSet[last()]/@n', ['2']],
    ['//id[1]', ['3017669', '1037669', '5']],
    ['//DataSet[position()<2]/@n', ['1']],
    ["//DataSet[not(sname='BARC') and id>10]/@n", ['2']],
    ["//*[contains(sname,'ARC') or starts-with(id,'5')]/id", ['3017669', '1037669', '5']],
    ['//sname/../@n', ['1', '2']],
    ['//DataSet[.//sname="TARC"]/@n', ['2']],
    ['/root/other | //sname', ['5', 'BARC', 'TARC']],
    ['/root/*[count(id)=1][3]', ['5']],
    ['//nosuch', []],
    ['/DataSet', []],
  ])('%s', (path, texts) => {
    expect(find(path)).toEqual(texts);
  });

  it.each(['', '//', '//a[', '//a[@b=]', 'a b', '//a[1', '$x', `//a${'[not('.repeat(500)}`])('refuses %j', (path) => {
    expect(parseXPath(path)).toHaveProperty('message');
  });

  it('gives up on an expression that multiplies', () => {
    const root = readXml(`<r>${'<a><b>1</b></a>'.repeat(3000)}</r>`)!;
    const parsed = parseXPath('//a[//b = //b2 or //b > //b]') as readonly XPath[];
    expect(evaluateXPath(root, parsed)).toBeNull();
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      '/',
      '//',
      'a',
      '@',
      '[',
      ']',
      '(',
      ')',
      '"x"',
      '=',
      '1',
      'not',
      'last',
      ' and ',
      '|',
      '..',
      '*',
      'text()',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const parsed = parseXPath(pieces.join(''));
        if (Array.isArray(parsed)) evaluateXPath(readXml(sets)!, parsed as readonly XPath[]);
      }),
      { numRuns: 2000 },
    );
  });
});
