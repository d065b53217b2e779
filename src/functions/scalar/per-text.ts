import { scalarText } from '../../values/coerce.js';
import { multivalue, type Scalar, type Value } from '../../values/value.js';
import type { EvalContext } from '../context.js';

/**
 * Applies a text function to a value: null stays null, numbers count as their text, and what happens to a multivalue is
 * the switch `textFunctionMultivalue` (spl-core 8.14).
 */
export function perText(value: Value, context: EvalContext, change: (text: string) => Value): Value {
  if (typeof value === 'string') return change(value);
  if (value === null) return null;
  if (typeof value !== 'object') return change(scalarText(value));
  if (context.semantics.textFunctionMultivalue === 'null') return null;
  return multivalue(value.flatMap((one): Scalar | readonly Scalar[] => change(scalarText(one)) ?? []));
}
