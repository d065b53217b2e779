import { describe, expect, it } from 'vitest';
import { scalarFunctions } from '../../../../src/functions/scalar/index.js';
import { evaluate } from './evaluate.js';

/** Functions of the moment or of tables, which no example can show. */
const contextual = new Set(['lookup', 'now', 'random', 'time']);

// The examples run in tests/examples.test.ts.
describe('each function', () => {
  it.each(scalarFunctions.map((definition) => [definition.name, definition] as const))(
    '%s has an example and docs',
    (_, definition) => {
      if (!contextual.has(definition.name)) expect(definition.examples.length).toBeGreaterThan(0);
      expect(definition.summary).toMatch(/\.$/);
      expect(definition.parameters.every((parameter) => parameter.text !== '')).toBe(true);
    },
  );

  it.each(scalarFunctions.map((definition) => [definition.name, definition] as const))(
    '%s survives any argument',
    (_, definition) => {
      const values = ['absent', 'v', 'm', '"{"', '"[1,2"', 'many', '-1', 'true()'];
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
