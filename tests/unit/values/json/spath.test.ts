import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattenedField, flattenJson } from '../../../../src/values/json/flatten.js';
import { readJson } from '../../../../src/values/json/read.js';
import { spathFields, spathValue } from '../../../../src/values/json/spath-extract.js';
import { parseSpathPath } from '../../../../src/values/json/spath-path.js';
import { defaultSemantics } from '../../../../src/values/semantics.js';

const at = (text: string, path: string) => spathValue(text, parseSpathPath(path)!, defaultSemantics);
const all = (text: string, characters = 5000) => Object.fromEntries(spathFields(text, defaultSemantics, characters));

const books =
  '<purchases><book><author>Martin</author><title yearPublished="1996">A &amp; B</title>' +
  '<title yearPublished="1998">B</title></book><book><author>Kay</author><title yearPublished="1990">C</title></book></purchases>';

describe('spathValue', () => {
  it.each([
    ['{"foo":{"bar":[{"zoo":1},{"baz":2}]}}', 'foo.bar{}.baz', '2'],
    ['{"commits":[{"id":"1"},{"id":"2"}]}', 'commits{}.id', ['1', '2']],
    ['{"f":[{"id": 1.0},{"id":2}]}', 'f{}', ['{"id":1.0}', '{"id":2}']],
    ['{"f":[{"id": 1.0}, [2 , "a b"]]}', 'f', '[{"id":1.0},[2,"a b"]]'],
    ['[{"a":1},{"a":2}]', '{}', ['{"a":1}', '{"a":2}']],
    ['[{"a":1},{"a":2}]', '{1}.a', '2'],
    ['[[1,2],[3]]', '{}{0}', ['1', '3']],
    ['{"a":1,"a":2}', 'a', ['1', '2']],
    ['{"a":null,"b":true}', 'a', 'null'],
    ['{"a":null,"b":true}', 'b', 'true'],
    ['{"a":[{"b":1}]}', 'a.b', null],
    ['{"a":1}', 'nosuch', null],
    ['{"a":1', 'a', null],
    ['not json', 'a', null],
    [books, 'purchases.book.author', ['Martin', 'Kay']],
    [books, 'purchases.book{2}.author', 'Kay'],
    [books, 'purchases.book.title{1}', ['A & B', 'C']],
    [books, 'purchases.book{}.title{@yearPublished}', ['1996', '1998', '1990']],
    ['<a><b>x<c>y</c></b></a>', 'a.b', 'x<c>y</c>'],
    ['<a><b/></a>', 'a.b', null],
  ])('%s at %s', (text, path, value) => {
    expect(at(text, path)).toEqual(value);
  });
});

describe('spathFields', () => {
  it.each([
    [
      '{"a":1,"b":{"c":"x"},"d":[1,2],"e":[{"f":"p"},{"f":"q"}],"g":{},"h":[]}',
      { a: '1', 'b.c': 'x', 'd{}': ['1', '2'], 'e{}.f': ['p', 'q'] },
    ],
    ['[{"a":1},{"a":2},3]', { '{}.a': ['1', '2'], '{}': '3' }],
    ['{"a":1.0,"a":null,"b":false,"c":""}', { a: ['1.0', 'null'], b: 'false', c: '' }],
    ['{"a":1', {}],
    ['plain', {}],
    ['<event id="7"><user>x</user><user>y</user></event>', { 'event{@id}': '7', 'event.user': ['x', 'y'] }],
  ])('%s', (text, fields) => {
    expect(all(text)).toEqual(fields);
  });

  it('takes leaves within the cutoff only', () => {
    const text = `{"a":1,"b":"${'x'.repeat(50)}","c":2}`;
    expect(all(text, 20)).toEqual({ a: '1' });
    expect(Object.keys(all(text, 100))).toEqual(['a', 'b', 'c']);
  });

  it('leaves JSON null out when the switch says so', () => {
    const absent = { ...defaultSemantics, jsonNull: 'absent' } as const;
    expect([...spathFields('{"a":null,"b":1}', absent, 5000).keys()]).toEqual(['b']);
  });

  it('never throws and names only what flattenedField finds', () => {
    const key = fc.constantFrom('', 'a', 'b', 'a.b', '{}', 'a{}', '.');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.integer(),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const node = readJson(JSON.stringify(value));
        if (node.kind === 'fault') throw new Error(node.message);
        for (const [name, found] of flattenJson(node, 'text', 1e9)) {
          expect(flattenedField(node, name, 'text'), name).toEqual(found);
        }
      }),
    );
  });
});
