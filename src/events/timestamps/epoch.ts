/**
 * Epoch seconds of a number; numbers too large for seconds are milli-, micro- or nanoseconds. Numbers that would be before 1980 are no
 * timestamp unless `certain` says that they can only be one.
 */
export function timeOfEpoch(number: number, certain: boolean): number | undefined {
  if (!Number.isFinite(number)) return undefined;
  const size = Math.abs(number);
  if (size < 1e11) return certain || number > 315_532_800 ? number : undefined;
  if (size < 1e14) return number / 1e3;
  if (size < 1e17) return number / 1e6;
  return size < 1e20 ? number / 1e9 : undefined;
}
