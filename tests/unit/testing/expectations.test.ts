import { describe, expect, it } from 'vitest';
import type { Detection, DetectionTest } from '../../../src/content/detection.js';
import type { ResultRow } from '../../../src/findings/finding.js';
import { unmetExpectations } from '../../../src/testing/expectations.js';

const risk = (entities: string[], threats: string[] = []): Pick<Detection, 'risk'> => ({
  risk: {
    entities: entities.map((field) => ({ field, type: 'system', score: 10 })),
    threatObjects: threats.map((field) => ({ field, type: 'url' })),
  } as unknown as Detection['risk'],
});
const test = (expectedResults = 1, absentFields: string[] = []): DetectionTest =>
  ({ name: 't', kind: 'unit', expectedResults, attackData: [], absentFields }) as unknown as DetectionTest;
const unmet = (detection: Pick<Detection, 'risk'>, t: DetectionTest, rows: ResultRow[]): string[] =>
  unmetExpectations(detection, t, rows);

describe('unmetExpectations', () => {
  it('counts rows: none, at least one, exactly as many', () => {
    expect(unmet(risk([]), test(0), [])).toEqual([]);
    expect(unmet(risk([]), test(0), [{ a: '1' }])[0]).toContain('none may come: a="1"');
    expect(unmet(risk([]), test(1), [])[0]).toContain('at least one');
    expect(unmet(risk([]), test(1), [{}, {}])).toEqual([]);
    expect(unmet(risk([]), test(3), [{}, {}])[0]).toContain('exactly 3');
    expect(unmet(risk([]), test(2), [{}, {}])).toEqual([]);
  });

  it('wants every entity field in every row, threat fields in some row', () => {
    const detection = risk(['dest', 'user'], ['url']);
    expect(
      unmet(detection, test(), [
        { dest: 'a', user: ['b', 'c'], url: 'x' },
        { dest: 'a', user: 'b' },
      ]),
    ).toEqual([]);
    expect(
      unmet(detection, test(), [
        { dest: 'a', url: 'x' },
        { dest: 'a', user: '' },
      ]),
    ).toEqual(['no row has the entity field user; rows have: dest, url, user']);
    expect(unmet(detection, test(), [{ dest: 'a', user: 'b' }, { user: 'b' }])).toEqual([
      '1 of 2 rows lack the entity field dest; rows have: dest, user',
      'no row has the threat object field url; rows have: dest, user',
    ]);
  });

  it('keeps the list of known absent fields honest', () => {
    expect(unmet(risk(['dest']), test(1, ['dest']), [{ user: 'b' }])).toEqual([]);
    expect(unmet(risk(['dest']), test(1, ['dest']), [{ dest: 'a' }])[0]).toContain('take it off the list');
  });

  it('is not misled by names of object properties', () => {
    expect(unmet(risk(['constructor']), test(), [{ a: '1' }])[0]).toContain('constructor');
  });
});
