import { describe, expect, it } from 'vitest';
import { evaluate, families } from './small-expression.js';

describe('examples in the definitions', () => {
  for (const definition of families) {
    it.each(definition.examples.map((example) => [example.expression, example] as const))(
      `${definition.name}: %s`,
      (_, example) => {
        expect(evaluate(example.expression, example.row)).toEqual(example.result);
      },
    );
  }
});

describe('each function', () => {
  it.each(families.map((definition) => [definition.name, definition] as const))(
    '%s has an example and docs',
    (_, definition) => {
      expect(definition.examples.length).toBeGreaterThan(0);
      expect(definition.summary).toMatch(/\.$/);
      expect(definition.parameters.every((parameter) => parameter.text !== '')).toBe(true);
    },
  );

  it.each(families.map((definition) => [definition.name, definition] as const))(
    '%s survives any argument',
    (_, definition) => {
      const values = ['absent', 'v', 'm', '"{"', '"[1,2"', '""', 'many', '-1', 'big', 'true()', '0.5'];
      const row = { v: '😀x', m: ['1', 'b', ''], big: '1e308', many: '1000' };
      for (const first of values) {
        for (const second of values) {
          const args = [first, second, first, second].slice(0, Math.max(1, definition.parameters.length));
          if (definition.name === 'replace' || definition.name === 'mvfind') args[1] = '"x"';
          expect(() => evaluate(`${definition.name}(${args.join(',')})`, row)).not.toThrow();
        }
      }
    },
  );
});
