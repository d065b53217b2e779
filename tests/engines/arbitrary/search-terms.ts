import fc from 'fast-check';
import { comparison, field, list, quoted } from './fields.js';
import { one } from './rows.js';

export const searchValue = fc.oneof(
  one.map(quoted),
  one.map((text) => quoted(`${[...text][0] ?? ''}*`)),
  fc.constantFrom(
    'a*',
    '*a',
    '*',
    '"*b*"',
    '10.0.0.0/24',
    '1',
    '0',
    '-1',
    '1.0',
    'admin',
    '"C:\\\\Temp\\\\*"',
    '*\\\\a',
    'CASE(a)',
  ),
);
const term: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(field, comparison, searchValue).map((parts) => parts.join('')) },
  {
    weight: 2,
    arbitrary: fc.tuple(field, list(searchValue)).map(([name, values]) => `${name} IN (${values.join(', ')})`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('admin', 'fail*', '"failed for"', 'TERM(action=failed)', '*', '"user=a*"', 'x'),
  },
);
export const searchTerms = fc
  .array(fc.tuple(fc.constantFrom('', '', 'NOT ', 'OR '), term), { minLength: 1, maxLength: 3 })
  .map((terms) => terms.map(([sign, each], i) => (i === 0 && sign === 'OR ' ? each : `${sign}${each}`)).join(' '));
