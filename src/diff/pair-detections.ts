import type { Detection } from '../content/detection.js';

/** A detection of the one side, the other, or both. */
export interface DetectionPair {
  readonly before?: Detection;
  readonly after?: Detection;
}

/**
 * Finds the versions of each detection: by id, then by name, then by file name. One detection on either side is a pair whatever it is
 * called.
 */
export function pairDetections(before: readonly Detection[], after: readonly Detection[]): DetectionPair[] {
  if (before.length === 1 && after.length === 1) return [{ before: before[0]!, after: after[0]! }];
  const partners = new Map<Detection, Detection>();
  const taken = new Set<Detection>();
  for (const identity of [
    (each: Detection): string => each.id.toLowerCase(),
    (each: Detection): string => each.name.toLowerCase(),
    (each: Detection): string => each.fileName,
  ]) {
    const byIdentity = new Map<string, Detection[]>();
    for (const each of after) {
      const key = identity(each);
      if (key === '' || taken.has(each)) continue;
      const same = byIdentity.get(key);
      if (same === undefined) byIdentity.set(key, [each]);
      else same.push(each);
    }
    for (const each of before) {
      if (partners.has(each)) continue;
      // Of several versions in one folder the one of the same file is meant.
      const same = byIdentity.get(identity(each)) ?? [];
      const at = Math.max(
        0,
        same.findIndex((other) => other.fileName === each.fileName),
      );
      const [found] = same.splice(at, 1);
      if (found === undefined) continue;
      partners.set(each, found);
      taken.add(found);
    }
  }
  const pairs: DetectionPair[] = before.map((each) => {
    const partner = partners.get(each);
    return partner === undefined ? { before: each } : { before: each, after: partner };
  });
  for (const each of after) if (!taken.has(each)) pairs.push({ after: each });
  return pairs;
}
