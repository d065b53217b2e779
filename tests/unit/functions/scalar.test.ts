import { describe, expect, it } from 'vitest';
import { conditionalFunctions } from '../../../src/functions/scalar/conditional.js';
import { conversionFunctions } from '../../../src/functions/scalar/conversion.js';
import { cryptographicFunctions } from '../../../src/functions/scalar/cryptographic.js';
import { informationalFunctions } from '../../../src/functions/scalar/informational.js';
import { statisticalFunctions } from '../../../src/functions/scalar/statistical.js';
import { timeFunctions } from '../../../src/functions/scalar/time.js';
import { Registry } from '../../../src/support/registry.js';
import { defaultSemantics } from '../../../src/values/semantics.js';
import type { Value } from '../../../src/values/value.js';
import { callFunction, callSite, type FieldArgument, field, testContext } from './call-function.js';

const functions = new Registry([
  ...conditionalFunctions,
  ...conversionFunctions,
  ...cryptographicFunctions,
  ...timeFunctions,
  ...informationalFunctions,
  ...statisticalFunctions,
]);

type Case = [name: string, args: (Value | FieldArgument)[], result: Value];

function check([name, args, result]: Case): void {
  const definition = functions.get(name);
  expect(definition, name).toBeDefined();
  expect(callFunction(definition!, args)).toEqual(result);
}

describe('conditional functions', () => {
  it.each<Case>([
    ['case', [field(null), 'a', true, 'b'], 'b'],
    ['case', [false, 'a'], null],
    ['case', [true, null, true, 'b'], null],
    ['validate', [true, 'a', false, 'b'], 'b'],
    ['validate', [true, 'a', field(null), 'b'], 'b'],
    ['validate', [true, 'a'], null],
    ['if', [null, 'a', 'b'], 'b'],
    ['if', [true, 'a', 'b'], 'a'],
    ['coalesce', [null, field(''), 'x'], ''],
    ['coalesce', [null, null], null],
    ['cidrmatch', ['10.0.0.0/8', field('10.1.2.3')], true],
    ['cidrmatch', ['10.0.0.0/8', field(['x', '10.1.2.3'])], true],
    ['cidrmatch', [field('10.0.0.0/8'), field('10.1.2.3')], true],
    ['cidrmatch', ['nonsense', field('10.1.2.3')], false],
    ['cidrmatch', ['10.0.0.0/8', field(null)], false],
    ['like', [field('abc'), 'a%'], true],
    ['like', [field(['x', 'abc']), field('a%')], true],
    ['like', [field(null), '%'], false],
    ['like', [field(404), '4%'], true],
    ['match', [field('err42'), '\\d+'], true],
    ['match', [field(['a', 'b1']), field('\\d')], true],
    ['match', [field(null), 'x'], false],
    ['null', [], null],
    ['true', [], true],
    ['false', [], false],
  ])('%s(%j) is %j', (...row) => check(row));

  it('does not evaluate the values it does not need', () => {
    const call = callSite([true, 'a', 'b']);
    const compiled = [
      call.compiled[0]!,
      call.compiled[1]!,
      () => {
        throw new Error('evaluated');
      },
    ];
    const definition = functions.get('if')!;
    if (!('compile' in definition)) throw new Error('if is lazy');
    expect(definition.compile({ ...call, compiled })(undefined as never, testContext)).toBe('a');
  });

  it('refuses conditions without a value', () => {
    expect(functions.get('case')!.check!(callSite([true, 'a', true]))).toMatchObject({ argument: 2 });
    expect(functions.get('case')!.check!(callSite([true, 'a']))).toBeUndefined();
  });

  it('looks up the first row', () => {
    const asked: unknown[] = [];
    const context = {
      ...testContext,
      lookup: (table: string, inputs: ReadonlyMap<string, string>) => {
        asked.push([table, ...inputs]);
        return new Map([
          ['user', 'b"ob'],
          ['id', '7'],
        ]);
      },
    };
    const args = ['users.csv', '{"id":7}', '["user","absent"]'];
    expect(callFunction(functions.get('lookup')!, args, context)).toBe('{"user":"b\\"ob"}');
    expect(asked).toEqual([['users.csv', ['id', '7']]]);
    expect(callFunction(functions.get('lookup')!, args)).toBeNull();
    expect(callFunction(functions.get('lookup')!, ['users.csv', '[]', '["user"]'], context)).toBeNull();
  });
});

describe('conversion functions', () => {
  it.each<Case>([
    ['ipmask', ['0.255.0.224', '10.20.30.120'], '0.20.0.96'],
    ['ipmask', ['255.255.255.255', '200.1.2.3'], '200.1.2.3'],
    ['ipmask', ['255.255.255.0', field('x')], null],
    ['printf', ["%'d", 12345], '12,345'],
    ['printf', [field('%s-%s'), 'a', field(5)], 'a-5'],
    ['tonumber', ['0A4', 16], 164],
    ['tonumber', ['0101', 2], 5],
    ['tonumber', ['0xff', 16], 255],
    ['tonumber', ['-z', 36], -35],
    ['tonumber', [field('12.5')], 12.5],
    ['tonumber', [field('1 2')], null],
    ['tonumber', [field(' 1')], null],
    ['tonumber', ['2', 2], null],
    ['tonumber', ['1', 37], null],
    ['tonumber', [field(null)], null],
    ['tostring', [true], 'True'],
    ['tostring', [field('abc')], 'abc'],
    ['tostring', [field(null)], null],
    ['tostring', [9, 'binary'], '1001'],
    ['tostring', [0, 'binary'], '0'],
    ['tostring', [15, 'hex'], '0xF'],
    ['tostring', [0, 'hex'], '0x0'],
    ['tostring', [1.5, 'hex'], null],
    ['tostring', [field('255'), 'hex'], '0xFF'],
    ['tostring', [12345.6789, 'commas'], '12,345.68'],
    ['tostring', [-1234567, 'commas'], '-1,234,567'],
    ['tostring', [1234.5, 'commas'], '1,234.50'],
    ['tostring', [999.999, 'commas'], '1,000.00'],
    ['tostring', [field('abc'), 'commas'], null],
    ['tostring', [615, 'duration'], '00:10:15'],
    ['tostring', [90061, 'duration'], '1+01:01:01'],
    ['tostring', [61.5, 'duration'], '00:01:01.5'],
    ['tostring', [-61, 'duration'], '-00:01:01'],
    ['toint', ['3.9'], 3],
    ['toint', ['-3.1'], -4],
    ['todouble', ['x'], null],
    ['tobool', ['True'], true],
    ['tobool', [2], true],
    ['tobool', ['0'], false],
    ['tobool', ['no'], null],
    ['tomv', ['["a",{"b":1}]'], ['"a"', '{"b":1}']],
    ['tomv', ['["a"]'], '"a"'],
    ['tomv', ['[]'], null],
    ['tomv', ['x'], 'x'],
    ['toarray', [field(['1', '"b"', 'c'])], '[1,"b",null]'],
    ['toarray', ['[1, 2]'], '[1,2]'],
    ['toarray', ['{}'], null],
    ['toobject', ['{"a": 1}'], '{"a":1}'],
    ['toobject', ['x'], null],
  ])('%s(%j) is %j', (...row) => check(row));

  it('follows the switch for tostring(null)', () => {
    const context = { ...testContext, semantics: { ...defaultSemantics, tostringNull: 'text' as const } };
    expect(callFunction(functions.get('tostring')!, [field(null)], context)).toBe('Null');
  });

  it('refuses literals that cannot be converted', () => {
    const { check: refuse } = functions.get('tonumber')!;
    expect(refuse!(callSite(['abc']))).toMatchObject({ argument: 0 });
    expect(refuse!(callSite(['abc', 16]))).toBeUndefined();
    expect(refuse!(callSite([field('abc')]))).toBeUndefined();
    expect(functions.get('tostring')!.check!(callSite([5, 'roman']))).toMatchObject({ argument: 1 });
  });
});

describe('cryptographic functions', () => {
  it.each<Case>([
    ['md5', ['Hello World'], 'b10a8db164e0754105b7a99be72e3fe5'],
    ['md5', [''], 'd41d8cd98f00b204e9800998ecf8427e'],
    ['sha1', ['abc'], 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['sha256', ['Hello World'], 'a591a6d40bf420404a011733cfb7b190d62c65bf0bcda32b57b277d9ad9f146e'],
    ['sha256', ['日本'], 'cf2abf0c5be326cb922a70f8163f91079c4d9aa8655c60ead89ad545c9de2e92'],
    ['sha1', [field(['a', 'b'])], null],
    ['sha1', [field(null)], null],
  ])('%s(%j) is %j', (...row) => check(row));
});

describe('time functions', () => {
  it.each<Case>([
    ['now', [], 1_700_000_000],
    ['time', [], 1_700_000_000.123457],
    ['relative_time', [1_700_000_000, '-1d@d'], '1699833600.000000'],
    ['relative_time', [field('1700000000.5'), '-1h'], '1699996400.500000'],
    ['relative_time', [field('1700000000'), field('@h')], '1699999200.000000'],
    ['relative_time', [field(null), '-1d'], null],
    ['relative_time', [field('abc'), '-1d'], null],
    ['relative_time', [1_700_000_000, '`macro`'], null],
    ['relative_time', [1_700_000_000, '-99999999999999999y'], null],
    ['strftime', [1_700_000_000, '%F %T'], '2023-11-14 22:13:20'],
    ['strftime', [field('1700000000.123456'), field('%3N')], '123'],
    ['strftime', [field('abc'), '%F'], null],
    ['strptime', [field('2023-11-14'), '%Y-%m-%d'], '1699920000.000000'],
    ['strptime', [field('2023-11-14 00:00:00.25'), '%F %T.%2N'], '1699920000.250000'],
    ['strptime', [field('14.11.2023'), field('%d.%m.%Y')], '1699920000.000000'],
    ['strptime', [field('x'), '%F'], null],
    ['strptime', [field(['2023-11-14', '2023-11-15']), '%F'], null],
  ])('%s(%j) is %j', (...row) => check(row));

  it('answers anew for another time or zone', () => {
    const definition = functions.get('relative_time')!;
    if (!('compile' in definition)) throw new Error('relative_time compiles its spec');
    let now = 1_700_000_000;
    const call = callSite([field(null), '@d']);
    const run = definition.compile({ ...call, compiled: [() => now, call.compiled[1]!] });
    const ask = (timeZone: string) => run(undefined as never, { ...testContext, timeZone });
    expect(ask('UTC')).toBe('1699920000.000000');
    expect(ask('UTC')).toBe('1699920000.000000');
    expect(ask('America/New_York')).toBe('1699938000.000000');
    now += 86_400;
    expect(ask('America/New_York')).toBe('1700024400.000000');
  });
});

describe('informational functions', () => {
  it.each<Case>([
    ['isnull', [field(null)], true],
    ['isnull', [field('')], false],
    ['isnotnull', [field('')], true],
    ['isnum', [field('5')], true],
    ['isnum', [field('5x')], false],
    ['isnum', ['5'], false],
    ['isnum', ['NaN'], false],
    ['isnum', [field('NaN')], true],
    ['isnum', [field(null)], false],
    ['isint', [field('5')], true],
    ['isint', [field('5.5')], false],
    ['isint', ['5'], false],
    ['isstr', ['5'], true],
    ['isstr', [field('5')], false],
    ['isstr', [field('abc')], true],
    ['isstr', [field(null)], false],
    ['isbool', [true], true],
    ['isbool', [field('true')], false],
    ['typeof', [12], 'Number'],
    ['typeof', [field('12')], 'Number'],
    ['typeof', ['12'], 'String'],
    ['typeof', [false], 'Bool'],
    ['typeof', [field(null)], 'Invalid'],
    ['typeof', [field(['1', 'a'])], 'Number'],
    ['isdouble', [field('5.5')], true],
    ['isdouble', [field('5')], false],
    ['ismv', [field(['a', 'b'])], true],
    ['ismv', [field('a')], false],
    ['isarray', ['[1]'], true],
    ['isarray', ['[1'], false],
    ['isarray', ['{}'], false],
    ['isobject', ['{"a":1}'], true],
    ['isobject', [field('5')], false],
  ])('%s(%j) is %j', (...row) => check(row));
});

describe('statistical functions', () => {
  it.each<Case>([
    ['max', [1, 3, 6, 7, 'foo', field('baz')], 'foo'],
    ['max', [1, 'foo', field('zaz')], 'zaz'],
    ['max', [field(null)], null],
    ['min', [3, 6, 7], 3],
    ['min', [field('10'), field('100')], '10'],
    ['min', [field(['9', '70', '100'])], '9'],
    ['min', [field('abc'), 5, field(null)], 5],
    ['sum', [1, 2, 3], 6],
    ['sum', [field('somedata'), 2, 3], 5],
    ['sum', [field(['1', '2']), field(null)], 3],
    ['sum', [field('x')], null],
    ['avg', [5, field('9')], 7],
    ['avg', [field(null)], null],
    ['random', [], 2 ** 30],
  ])('%s(%j) is %j', (...row) => check(row));

  it('refuses text in quotes', () => {
    expect(functions.get('sum')!.check!(callSite([1, 'a']))).toMatchObject({ argument: 1 });
    expect(functions.get('avg')!.check!(callSite([1, field('a')]))).toBeUndefined();
  });
});
