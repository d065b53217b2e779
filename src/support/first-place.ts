/**
 * The first place from 0 for which a condition holds that holds for all places behind it as well; `length` where it holds for none
 * below that.
 */
export function firstPlace(length: number, holds: (place: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
