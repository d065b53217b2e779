import fc from 'fast-check';

/** Values that engines are known to see differently: forms of numbers, letter case, signs of patterns and quoting, Unicode, times. */
const words = [
  'a',
  'A',
  'b',
  'B',
  'ab',
  'aB',
  'admin',
  '',
  ' ',
  ' a',
  'a b',
  'a\nb',
  'null',
  '-',
  'é',
  'É',
  'e\u0301',
  'ß',
  'İ',
  'Σς',
];
const signs = [
  '50%',
  '5_%',
  '*',
  'a*b',
  'a"b',
  "o'brien",
  'C:\\Temp\\a',
  '\\\\srv',
  'a,b,,c',
  'k=v',
  '[x]',
  '(x)',
  '😀',
  '𝒳y',
  'x.y',
  'a/b',
];
const numbers = [
  '0',
  '1',
  '2',
  '10',
  '9',
  '-1',
  '-0',
  '007',
  '1e3',
  '1.0',
  '0.5',
  '-2.5',
  '.5',
  '5.',
  '+7',
  ' 5',
  '0x1A',
  '1,000',
  '9007199254740993',
  '12345678901234567890',
  '1e-7',
  '1e400',
  'NaN',
];
const addresses = ['10.0.0.1', '10.0.0.25', '9.255.0.1', '192.168.1.9', '256.1.1.1', '1.2.3', '::1', '2001:db8::1'];
const times = [
  '1700000000',
  '1700000000.5',
  '1700003661',
  '0',
  '-86400.25',
  '1700000000',
  '2023-11-14',
  '2023-11-14T22:13:20Z',
  '01:02:03',
  '-40000000000.5',
  '-2208988801',
  '13569465600',
  '253402300800',
];
const json = ['{"a":1,"b":["x","y"]}', '{"a":"q","c":{"d":true}}', '[1,"a"]', '{"b":[{"n":"1"},{"n":"2"}]}'];

export const one = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words.slice(0, 7)) },
  { weight: 2, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.constantFrom(...signs) },
  { weight: 4, arbitrary: fc.constantFrom(...numbers) },
  { weight: 1, arbitrary: fc.constantFrom(...addresses) },
  { weight: 1, arbitrary: fc.constantFrom(...times) },
);
const several = fc.array(one, { minLength: 2, maxLength: 3 });
export const value = fc.oneof({ weight: 5, arbitrary: one }, { weight: 1, arbitrary: several });

/** A row as a case has it: a text, or the values of a field. */
export type Row = Readonly<Record<string, string | number | readonly string[]>>;

export const epoch = fc.constantFrom(1700000000, 1700000000, 1700000060.5, 1700003600, 1699990000.123456, -5.5);
const raw = fc.constantFrom(
  'user=admin action=failed',
  'Login FAILED for A',
  'x-admin-y 10.0.0.1',
  '{"a":1,"b":["x","y"]}',
  '',
);

/** Events that share few values, so that groups, joins and ties come about. */
export const events: fc.Arbitrary<Row[]> = fc.array(
  fc.record(
    {
      _time: epoch,
      _raw: raw,
      host: fc.constantFrom('h1', 'H1', 'h2'),
      n: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...numbers) }, one),
      m: value,
      u: fc.constantFrom('amy', 'Amy', 'bob', "o'brien", ''),
      v: value,
      'a.b': value,
      e1: value,
      each: one,
      i: fc.constantFrom(...numbers),
      j: fc.constantFrom(...json),
      ip: fc.constantFrom(...addresses),
      t: fc.constantFrom(...times),
    },
    { requiredKeys: [] },
  ),
  { minLength: 0, maxLength: 9 },
) as fc.Arbitrary<Row[]>;
