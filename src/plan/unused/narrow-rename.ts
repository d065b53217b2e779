import { hasWildcard } from '../../values/wildcard.js';
import { andNames, asksFor, everyField, type FieldDemand } from '../fields/field-demand.js';
import type { NodeOf } from '../plan.js';
import { gone, kept, type Narrowed, withLeft } from './narrowing.js';

type Pair = NodeOf<'rename'>['pairs'][number];

/** A `rename` loses the pairs of which neither name is asked for; of two pairs that fit a field only one counts, so that patterns keep all. */
export function narrowRename(node: NodeOf<'rename'>, wanted: FieldDemand): Narrowed {
  if (wanted.all) return kept(node, wanted);
  if (node.pairs.some(({ from }) => hasWildcard(from))) return kept(node, beforePatterns(node.pairs, wanted));
  const pairs = node.pairs.filter(({ from, to }) => asksFor(wanted, from) || asksFor(wanted, to));
  if (pairs.length === 0) return gone(wanted);
  return kept(
    withLeft(node, 'pairs', pairs),
    andNames(
      wanted,
      pairs.map(({ from }) => from),
    ),
  );
}

/** What is asked of rows whose fields are renamed by patterns. Where two may become one it is a matter of their order: all count. */
function beforePatterns(pairs: readonly Pair[], wanted: FieldDemand): FieldDemand {
  const names = new Set<string>();
  for (const name of wanted.names) {
    const sources: string[] = [];
    for (const pair of pairs) {
      const source = sourceOf(pair, name);
      if (source === undefined) return everyField;
      if (source !== null) sources.push(source);
    }
    if (new Set(sources).size > 1) return everyField;
    for (const each of [name, ...sources]) names.add(each);
  }
  const patterns = new Set(wanted.patterns);
  for (const pattern of wanted.patterns) {
    for (const { from, to } of pairs) {
      const source = internalSource(from, to);
      if (pattern !== '_*' || source === undefined) return everyField;
      if (hasWildcard(source)) patterns.add(source);
      else if (source !== '') names.add(source);
    }
  }
  return { ...wanted, names, patterns };
}

/** The field that a pair gives this name; null: none, undefined: there may be several. */
function sourceOf({ from, to }: Pair, name: string): string | null | undefined {
  if (!hasWildcard(from)) return to === name ? from : null;
  const [head, tail, ...more] = to.split('*') as [string, string, ...string[]];
  if (more.length > 0) return undefined;
  if (name.length < head.length + tail.length || !name.startsWith(head) || !name.endsWith(tail)) return null;
  return from.replace('*', () => name.slice(head.length, name.length - tail.length));
}

/** The fields to which a pair gives names that begin with an underscore, as a name or pattern; empty: none, undefined: cannot be said. */
function internalSource(from: string, to: string): string | undefined {
  if (!hasWildcard(from)) return to.startsWith('_') ? from : '';
  if (!to.startsWith('*')) return to.startsWith('_') ? undefined : '';
  // Patterns fit internal fields only when they begin with an underscore themselves.
  if (from.startsWith('*')) return '';
  const [head] = from.split('*') as [string];
  return `${head}_*`;
}
