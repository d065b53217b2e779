/** A step of a path: the member of an object, the item of a list counted from 0, or every item. */
export type JsonStep = { readonly member: string } | { readonly item: number } | { readonly every: true };

/** A path into JSON as engines take it. */
export interface JsonPath {
  readonly steps: readonly JsonStep[];
  /** It goes through all items of a list, so that it may lead to several places. */
  readonly many: boolean;
}

/** A step of a path that leads to one place. */
export type JsonPlace = Exclude<JsonStep, { readonly every: true }>;

/** The places between the steps to every item of a list, and those behind the last of them. */
export function runsOf(steps: readonly JsonStep[]): {
  lists: readonly (readonly JsonPlace[])[];
  last: readonly JsonPlace[];
} {
  const lists: JsonPlace[][] = [[]];
  for (const step of steps) {
    if ('every' in step) lists.push([]);
    else lists.at(-1)!.push(step);
  }
  const last = lists.pop()!;
  return { lists, last };
}

/** Reads `a.b{}.c{2}`, a path of `spath`; undefined for XML attributes and what else is no plain path. */
export function parseJsonPath(path: string): JsonPath | undefined {
  const steps: JsonStep[] = [];
  for (const part of path.split('.')) {
    const match = /^([^{}@]*)((?:\{\d*\})*)$/.exec(part);
    if (match === null || (match[1] === '' && match[2] === '')) return undefined;
    if (match[1] !== '') steps.push({ member: match[1]! });
    for (const [, index] of match[2]!.matchAll(/\{(\d*)\}/g))
      steps.push(index === '' ? { every: true } : { item: Number(index) });
  }
  return { steps, many: steps.some((step) => 'every' in step) };
}
