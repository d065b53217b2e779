/**
 * SPL values (spl-core 2.1). Every extracted field is text; numbers come out of calculations. Booleans live inside
 * expressions only and never reach a field. `null` means that the field does not exist in the row.
 */
export type Scalar = string | number | boolean;

/** A multivalue holds two or more scalars; build one with {@link multivalue} so that 0 and 1 collapse. */
export type Value = Scalar | readonly Scalar[] | null;

/** A list as a value: none is null, one is that value, more are a multivalue. */
export function multivalue(values: readonly Scalar[]): Value {
  if (values.length === 0) return null;
  if (values.length === 1) return values[0]!;
  return values;
}

/** A value as a list: null is empty, a single value is a list of one. */
export function valuesOf(value: Value): readonly Scalar[] {
  if (value === null) return [];
  if (typeof value === 'object') return value;
  return [value];
}

export function isMultivalue(value: Value): value is readonly Scalar[] {
  return typeof value === 'object' && value !== null;
}
