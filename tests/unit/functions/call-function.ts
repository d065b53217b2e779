import type { CompiledExpression, EvalContext } from '../../../src/functions/context.js';
import type { CallSite, ScalarFunction, StaticKind } from '../../../src/functions/define.js';
import type { Expression } from '../../../src/syntax/ast.js';
import { Event } from '../../../src/values/event.js';
import { defaultLimits } from '../../../src/values/limits.js';
import { defaultSemantics } from '../../../src/values/semantics.js';
import type { Value } from '../../../src/values/value.js';

/** A field's value, as opposed to a literal, which is given as it is. */
export interface FieldArgument {
  readonly field: Value;
}

export const field = (value: Value): FieldArgument => ({ field: value });

export const testContext: EvalContext = {
  now: 1_700_000_000,
  timeZone: 'UTC',
  limits: defaultLimits,
  semantics: defaultSemantics,
  random: () => 0.5,
  clock: () => 1_700_000_000.1234567,
  lookup: () => null,
  note: () => {},
};

const isField = (argument: Value | FieldArgument): argument is FieldArgument =>
  typeof argument === 'object' && argument !== null && 'field' in argument;

/** The call of a function with literals and fields, as the expression compiler would hand it over. */
export function callSite(args: readonly (Value | FieldArgument)[]): CallSite {
  const span = { start: 0, end: 0 };
  const kinds = args.map((argument): StaticKind => {
    if (isField(argument)) return 'dynamic';
    return argument === null ? 'null' : (typeof argument as StaticKind);
  });
  const compiled = args.map((argument): CompiledExpression => {
    const value = isField(argument) ? argument.field : argument;
    return () => value;
  });
  return {
    args: args.map((_, index): Expression => ({ kind: 'field', name: `argument${index}`, span })),
    compiled,
    kinds,
    semantics: defaultSemantics,
    literal(index) {
      const argument = args[index];
      return typeof argument === 'string' || typeof argument === 'number' ? String(argument) : undefined;
    },
    compile: () => {
      throw new Error('Needs the expression compiler.');
    },
    regex: (pattern) => {
      const regex = new RegExp(pattern);
      return { test: (text) => regex.test(text), replace: (text, by) => text.replace(regex, by) };
    },
    search: () => () => true,
  };
}

/** The result of a call; nulls are kept from functions that do not take them, as the compiler does. */
export function callFunction(
  definition: ScalarFunction,
  args: readonly (Value | FieldArgument)[],
  context: EvalContext = testContext,
): Value {
  const call = callSite(args);
  const event = Event.of([]);
  if ('compile' in definition) return definition.compile(call)(event, context);
  const values = call.compiled.map((argument) => argument(event, context));
  return !definition.acceptsNull && values.includes(null) ? null : definition.evaluate(values, context);
}
