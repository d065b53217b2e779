/** Commas between the thousands of the digits before the point; the text is digits, perhaps with sign and fraction. */
export function groupThousands(text: string): string {
  const point = text.indexOf('.');
  const end = point < 0 ? text.length : point;
  const start = /^[+-]/.test(text) ? 1 : 0;
  const groups: string[] = [];
  let at = start + ((end - start) % 3);
  if (at > start) groups.push(text.slice(start, at));
  for (; at < end; at += 3) groups.push(text.slice(at, at + 3));
  return text.slice(0, start) + groups.join(',') + text.slice(end);
}
