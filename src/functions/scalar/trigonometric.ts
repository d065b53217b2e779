import { toNumber } from '../../values/coerce.js';
import { defineFunction, type FunctionExample, type Parameter, type ScalarFunction } from '../define.js';

function angleFunction(
  name: string,
  summary: string,
  parameters: readonly [string, ...string[]],
  calculate: (x: number, y: number) => number,
  examples: readonly FunctionExample[],
): ScalarFunction {
  return defineFunction({
    name,
    group: 'trigonometric',
    summary,
    parameters: parameters.map((parameter): Parameter => ({ name: parameter, type: 'number', text: 'A number.' })),
    result: 'number',
    nulls: 'Null outside the domain and for what is no number.',
    examples,
    evaluate: (args) => {
      const x = toNumber(args[0]!);
      const y = args.length > 1 ? toNumber(args[1]!) : 0;
      if (x === null || y === null) return null;
      const result = calculate(x, y);
      return Number.isNaN(result) ? null : result;
    },
  });
}

/** The ends of the domain are outside: the value there is not finite. */
function atanh(x: number): number {
  return Math.abs(x) < 1 ? Math.atanh(x) : Number.NaN;
}

/** Trigonometric and hyperbolic functions, in radians (spl-core 3.11). */
export const trigonometricFunctions: readonly ScalarFunction[] = [
  angleFunction('acos', 'Arc cosine.', ['x'], Math.acos, [
    { expression: 'acos(1)', result: '0' },
    { expression: 'acos(2)', result: null },
  ]),
  angleFunction('acosh', 'Inverse hyperbolic cosine.', ['x'], Math.acosh, [
    { expression: 'acosh(1)', result: '0' },
    { expression: 'acosh(0)', result: null },
  ]),
  angleFunction('asin', 'Arc sine.', ['x'], Math.asin, [{ expression: 'asin(0)', result: '0' }]),
  angleFunction('asinh', 'Inverse hyperbolic sine.', ['x'], Math.asinh, [{ expression: 'asinh(0)', result: '0' }]),
  angleFunction('atan', 'Arc tangent.', ['x'], Math.atan, [{ expression: 'atan(0)', result: '0' }]),
  angleFunction('atan2', 'Angle of the point (x, y).', ['y', 'x'], Math.atan2, [
    { expression: 'atan2(0,1)', result: '0' },
  ]),
  angleFunction('atanh', 'Inverse hyperbolic tangent.', ['x'], atanh, [
    { expression: 'atanh(0)', result: '0' },
    { expression: 'atanh(1)', result: null },
  ]),
  angleFunction('cos', 'Cosine.', ['x'], Math.cos, [{ expression: 'cos(0)', result: '1' }]),
  angleFunction('cosh', 'Hyperbolic cosine.', ['x'], Math.cosh, [{ expression: 'cosh(0)', result: '1' }]),
  angleFunction('hypot', 'Length of the hypotenuse.', ['x', 'y'], Math.hypot, [
    { expression: 'hypot(3,4)', result: '5' },
  ]),
  angleFunction('sin', 'Sine.', ['x'], Math.sin, [{ expression: 'sin(0)', result: '0' }]),
  angleFunction('sinh', 'Hyperbolic sine.', ['x'], Math.sinh, [{ expression: 'sinh(0)', result: '0' }]),
  angleFunction('tan', 'Tangent.', ['x'], Math.tan, [{ expression: 'tan(0)', result: '0' }]),
  angleFunction('tanh', 'Hyperbolic tangent.', ['x'], Math.tanh, [{ expression: 'tanh(0)', result: '0' }]),
];
