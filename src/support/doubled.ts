/** The same numbers with as much room again behind them. */
export function doubled(numbers: Int32Array): Int32Array<ArrayBuffer>;
export function doubled(numbers: Float64Array): Float64Array<ArrayBuffer>;
export function doubled(numbers: Int32Array | Float64Array): Int32Array | Float64Array {
  const length = numbers.length * 2;
  const larger = numbers instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
  larger.set(numbers);
  return larger;
}
