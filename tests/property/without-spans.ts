/** A syntax tree without the places of its parts, for comparing trees of different texts. */
export function withoutSpans(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutSpans);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name]) => name !== 'span' && !name.endsWith('Span'))
      .map(([name, value]) => [name, withoutSpans(value)]),
  );
}
