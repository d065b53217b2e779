/** A path of `spath` as a JSONPath of the engine; `many`: it goes through lists. */
export interface JsonPath {
  readonly sql: string;
  readonly many: boolean;
}

/** Reads `a.b{}.c{2}`; undefined for XML attributes and what else is no plain path. */
export function parseJsonPath(path: string): JsonPath | undefined {
  let sql = '$';
  let many = false;
  for (const part of path.split('.')) {
    const match = /^([^{}@]*)((?:\{\d*\})*)$/.exec(part);
    if (match === null || (match[1] === '' && match[2] === '')) return undefined;
    if (match[1] !== '') sql += `."${match[1]!.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    for (const [, index] of match[2]!.matchAll(/\{(\d*)\}/g)) {
      sql += index === '' ? '[*]' : `[${index}]`;
      if (index === '') many = true;
    }
  }
  return { sql, many };
}
