import type { JsonStep } from '../json-path.js';

/** Steps from the row to a value: `process.file.hashes[].value`. The first is a member. */
export type Path = readonly JsonStep[];

/**
 * Reads `a.b[].c` and `a[0]`; a name with other signs stands in double quotes, `"@timestamp"` may also stand bare.
 * Undefined for what is no path, and for one that goes through lists more than once.
 */
export function parsePath(text: string): Path | undefined {
  const steps: JsonStep[] = [];
  const token = /"((?:[^"\\]|\\.)*)"|([^."[\]\s\\]+)|(\[\d*\])|(\.)/y;
  let wantsName = true;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, quoted, bare, index, dot] = match;
    const name = quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1');
    if (name !== undefined) {
      if (!wantsName || name === '') return undefined;
      steps.push({ member: name });
      wantsName = false;
    } else if (wantsName) return undefined;
    else if (dot !== undefined) wantsName = true;
    else if (index === '[]') steps.push({ every: true });
    else steps.push({ item: Number(index!.slice(1, -1)) });
  }
  if (wantsName || steps.length === 0) return undefined;
  return steps.filter((step) => 'every' in step).length > 1 ? undefined : steps;
}

/** A single column, whatever signs its name has. */
export const columnPath = (name: string): Path => [{ member: name }];

/** Whether the path leads to several values. */
export const isManyPath = (path: Path): boolean => path.some((step) => 'every' in step);

/** The path as it was written, without quotes. */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if ('member' in step) text += text === '' ? step.member : `.${step.member}`;
    else text += 'item' in step ? `[${step.item}]` : '[]';
  }
  return text;
}
