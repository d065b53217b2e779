import { describe, expect, it } from 'vitest';
import { compilePrintf } from '../../../src/values/printf.js';
import type { Value } from '../../../src/values/value.js';

describe('compilePrintf', () => {
  it.each<[string, Value[], string]>([
    ['%.2e', [5139], '5.14e+03'],
    ["%'d", [12345], '12,345'],
    ["%'.2f", [-1234567.891], '-1,234,567.89'],
    ['%.2g,%.2g', [Math.PI, 123], '3.1,1.2e+02'],
    ['%g %g %g', [100000, 1000000, 0.0001], '100000 1e+06 0.0001'],
    ['%#g', [1.5], '1.50000'],
    ['%04d', [1], '0001'],
    ['%04d', [-1], '-001'],
    ['%.3d', [5], '005'],
    ['%-4d|', [1], '1   |'],
    ['% d', [5], ' 5'],
    ['%x,%X,%p', [10, 10, 10], 'a,A,A'],
    ['%x', [-1], 'ffffffffffffffff'],
    ['%+4d', [1], '  +1'],
    ['%c,%c', [65, 'Foo'], 'A,F'],
    ['%c', ['65'], 'A'],
    ['%#x %#X %#o', [1, 255, 8], '0x1 0XFF 010'],
    ['%06x %#06x', [255, 255], '0000ff 0x00ff'],
    ['%*d', [5, 123], '  123'],
    ['%*d|', [-5, 123], '123  |'],
    ['%.*f', [1, 1.23], '1.2'],
    ['%o', [255], '377'],
    ['100%%', [], '100%'],
    ['%d,%i,%d', [-2, 4, 30], '-2,4,30'],
    ['%d', ['3.9'], '3'],
    ['%f', [1.5], '1.500000'],
    ['%.0f %.0f %.0f', [0.5, 1.5, 2.5], '0 2 2'],
    ['%.2f', [0.125], '0.12'],
    ['%.2f', [2.675], '2.67'],
    ['%.1f', [1e22], '10000000000000000000000.0'],
    ['%5s|%-5s|%.2s', ['ab', 'ab', 'abc'], '   ab|ab   |ab'],
    ['%z', [5], '5'],
    ['%a %A', [1.5, 10], '0x1.8p+0 0X1.4P+3'],
    ['%.1a', [1.99], '0x2.0p+0'],
    ['%u', [7], '7'],
    ['%q %C', [], '%q %C'],
    ['%f', [Number.POSITIVE_INFINITY], 'inf'],
  ])('%s of %j', (format, args, text) => {
    expect(compilePrintf(format)(args)).toBe(text);
  });

  it.each<[string, Value[]]>([
    ['%d', []],
    ['%d', ['x']],
    ['%s', [null]],
    ['%c', [-1]],
    ['%*d', [null, 1]],
  ])('%s of %j has no result', (format, args) => {
    expect(compilePrintf(format)(args)).toBeNull();
  });

  it('does not fill the memory', () => {
    expect(compilePrintf('%999999999d')([1])!.length).toBe(10_000);
    expect(compilePrintf('%.999999999f')([1])!.length).toBe(102);
  });
});
