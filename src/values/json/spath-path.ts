/** One step of a location path (spl-commands 7.3). */
export type SpathStep =
  /** A key of an object, or child elements of this name. */
  | { readonly kind: 'key'; readonly name: string }
  /** `{n}`: one element; JSON counts from 0, XML from 1. */
  | { readonly kind: 'index'; readonly index: number }
  /** `{}`: all elements. */
  | { readonly kind: 'all' }
  /** `{@name}`: an attribute of an XML element. */
  | { readonly kind: 'attribute'; readonly name: string };

/** Longer paths lead nowhere: no readable text is nested that deep. */
const longestPath = 512;

const subscript = /\{(?:@([^{}]+)|(\d*))\}$/;

/**
 * A location path as steps: `a.b`, `a{0}`, `a{}`, `{}.name`, `{1}`, `a{@b}`. The empty path has no steps and means the
 * whole value. Null when the path is longer than anything it could meet.
 */
export function parseSpathPath(path: string): readonly SpathStep[] | null {
  if (path === '') return [];
  const steps: SpathStep[] = [];
  for (const part of path.split('.')) {
    const subscripts: SpathStep[] = [];
    let name = part;
    for (let match = subscript.exec(name); match !== null; match = subscript.exec(name)) {
      const [, attribute, index] = match;
      if (attribute !== undefined) subscripts.push({ kind: 'attribute', name: attribute });
      else subscripts.push(index ? { kind: 'index', index: Number(index) } : { kind: 'all' });
      name = name.slice(0, match.index);
      if (subscripts.length > longestPath) return null;
    }
    if (name !== '' || subscripts.length === 0) steps.push({ kind: 'key', name });
    steps.push(...subscripts.reverse());
    if (steps.length > longestPath) return null;
  }
  return steps;
}
