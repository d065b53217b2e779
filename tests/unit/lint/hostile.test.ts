import { describe, expect, it } from 'vitest';
import { lintContent } from '../../../src/lint/lint.js';
import { groupLanguage } from '../../../src/regex/group-language.js';
import { exampleContent } from './example-content.js';
import { exampleSchemas } from './example-schemas.js';

const hostile: Readonly<Record<string, string>> = {
  'many alternatives': `index=a sourcetype=b | where ${Array.from({ length: 900 }, (_, i) => `x="${i}"`).join(' OR ')} | stats count by dest, user`,
  'many conditions': `index=a sourcetype=b | where ${Array.from({ length: 900 }, (_, i) => `x!="${i}"`).join(' AND ')} | stats count by dest, user`,
  'many search terms': `index=a sourcetype=b ${Array.from({ length: 3000 }, (_, i) => `f${i % 7}!=v${i}`).join(' ')} | stats count by dest, user`,
  'many commands': `index=a sourcetype=b ${'| eval x=x+1 | where x>1 '.repeat(240)}| stats count by dest, user`,
  'a long excluded text': `index=a sourcetype=b | rex field=m "(?<q>(a|b|ab)*c{1,500})" | search q!="${'ab'.repeat(2000)}*${'c'.repeat(500)}" | stats count by dest, user`,
  'names of object members':
    'index=a sourcetype=b constructor=1 __proto__=2 | stats count by dest, user, __proto__, toString',
};

describe('hostile searches', () => {
  for (const [name, search] of Object.entries(hostile)) {
    it(`${name}: checked`, () => {
      const { findings } = lintContent(exampleContent({ search }), { schemas: exampleSchemas });
      expect(findings.filter((each) => each.severity === 'error')).toEqual([]);
    });
  }
});

describe('group language', () => {
  const may = (pattern: string, text: string, ignoreCase = false) =>
    groupLanguage(pattern, 'g')?.mayProduce({ parts: text.split('*'), ignoreCase });

  it('knows what a group can and cannot hold', () => {
    expect(may('x=(?<g>[^; ]+)', 'abc')).toBe(true);
    expect(may('x=(?<g>[^; ]+)', 'a b')).toBe(false);
    expect(may('x=(?<g>\\d{2,3})', '1234')).toBe(false);
    expect(may('x=(?<g>\\d{2,3})', '12*')).toBe(true);
    expect(may('x=(?<g>a|bc)d', 'bc')).toBe(true);
    expect(may('x=(?<g>a|bc)d', 'b')).toBe(false);
    expect(may('(?<g>abc)', 'ABC')).toBe(false);
    expect(may('(?<g>abc)', 'ABC', true)).toBe(true);
    expect(may('(?i)(?<g>abc)', 'ABC')).toBe(true);
    expect(may('(?<g>a*)', '')).toBe(true);
    expect(may('(?<g>a+)', '')).toBe(false);
    expect(may('(?<g>[a-c]+)', '*x*')).toBe(false);
  });

  it('says "possible" where it cannot tell', () => {
    expect(may('(x.)(?<g>\\1)', 'anything')).toBe(true);
    expect(may('(?<g>(?!a)\\w)', 'a')).toBe(true);
    expect(groupLanguage('(?<g>(a{1,5000}){1,5000})', 'g')).toBeUndefined();
    expect(groupLanguage('(?<g>', 'g')).toBeUndefined();
  });
});
