import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scalarFunctions } from '../../../src/functions/scalar/index.js';

/** Calls of functions that have something to say are never left out (`plan/unused`). */
describe('functions that may have something to say', () => {
  const folder = 'src/functions';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const speaking = files.filter((path) => /\.note\(/.test(readFileSync(join(folder, path), 'utf8')));

  test.each(speaking)('%s says so', (path) => {
    expect(readFileSync(join(folder, path), 'utf8')).toContain('notes: true');
  });

  test('are among others those with regular expressions, which may take too long', () => {
    const silent = scalarFunctions.filter(
      ({ parameters, notes }) => notes !== true && parameters.some(({ type }) => type === 'regex'),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
    expect(speaking.length).toBeGreaterThan(2);
  });
});
