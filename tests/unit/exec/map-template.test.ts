import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { language } from '../../../src/compile/compile.js';
import { compileMapTemplate } from '../../../src/exec/map-template.js';
import { createSource } from '../../../src/source/source.js';
import { Event } from '../../../src/values/event.js';

function textFor(template: string, value: string): string {
  const made = compileMapTemplate(template)(Event.of([['v', value]]), 1);
  return 'text' in made ? made.text : `missing ${made.missing}`;
}

describe('map template', () => {
  test('a value is one value of the comparison it stands in, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (value) => {
        const text = textFor('search f=$v$', value).slice('search '.length);
        const { tree, diagnostics } = language.parseSearchExpression(createSource('test', text));
        expect(diagnostics).toEqual([]);
        expect(tree?.kind).toBe('comparison');
        expect(tree?.kind === 'comparison' ? tree.value.text : undefined).toBe(value);
      }),
    );
  });

  test('inside quotes a value stays a part of the text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (value) => {
        const { tree, diagnostics } = language.parseExpression(createSource('test', textFor('"<$v$>"', value)));
        expect(diagnostics).toEqual([]);
        expect(tree?.kind === 'string' ? tree.value : undefined).toBe(`<${value}>`);
      }),
    );
  });

  test('anchors of patterns are no placeholders', () => {
    const template = compileMapTemplate('search x | rex "a$" | regex b="c$"');
    expect(template(Event.of([]), 1)).toEqual({ text: 'search x | rex "a$" | regex b="c$"' });
  });

  test('a missing field is named', () => {
    expect(compileMapTemplate('search a=$b.c{}$')(Event.of([]), 1)).toEqual({ missing: 'b.c{}' });
  });
});
