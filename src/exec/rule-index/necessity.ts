import type { SearchComparison, SearchExpression, SearchIn, SearchValue } from '../../syntax/ast.js';
import { foldCase } from '../../values/case-fold.js';
import { parseCidr } from '../../values/ip.js';
import { otherNamedFields } from '../../values/search-fields.js';
import { hasWildcard } from '../../values/wildcard.js';
import { longestLiteral } from './longest-literal.js';

/** Something a field must have for a condition to hold: one of its values, folded, is this text or contains it. */
export interface Anchor {
  /** The key under which rows hold the field. */
  readonly field: string;
  readonly kind: 'equals' | 'contains';
  /** Folded; not empty. */
  readonly text: string;
}

/**
 * What can be said of a condition before a row is looked at. `maybe` with anchors: where the condition holds, at least one of
 * the anchors does; without: nothing is known.
 */
export type Necessity = Possible<readonly Anchor[]>;

/** The same where it is still open which of several things that must all be so is looked for. */
export type Need = Possible<AnchorChoice>;

type Possible<Anchors> =
  | { readonly kind: 'never' }
  | { readonly kind: 'always' }
  | { readonly kind: 'maybe'; readonly anchors: Anchors | undefined };

/** Anchors of which one must hold. `oneOf`: each part says enough; `each`: only all of them together do. */
export type AnchorChoice =
  | readonly Anchor[]
  | { readonly oneOf: readonly AnchorChoice[] }
  | { readonly each: readonly AnchorChoice[] };

export interface NecessityOptions {
  /** The key of a field as the search writes it. */
  keyOf(field: string): string;
  /** What a comparison comes to where its field is known already; undefined where it is not. */
  decide?(term: SearchComparison | SearchIn): boolean | undefined;
  /** Whether keywords look at `_raw` and at nothing else. */
  readonly keywords: boolean;
  /** Whether an anchor is of use; default: all are. */
  accepts?(anchor: Anchor): boolean;
}

/** What looking for any of some anchors costs, to choose among conditions that must all hold. */
export type AnchorCost = (anchors: readonly Anchor[]) => number;

const never = { kind: 'never' } as const;
const always = { kind: 'always' } as const;
const unknown = { kind: 'maybe', anchors: undefined } as const;

/** Fields by which events are selected under other names than their value. */
const metadata: ReadonlySet<string> = new Set(['index', ...otherNamedFields]);

/** Alternatives beyond this many are not worth an index. */
const maxAnchors = 5_000;

/** What must be so for search expressions to hold that must all hold (the rules of `compileSearchTerms`, from outside). */
export function needOf(expressions: readonly SearchExpression[], options: NecessityOptions): Need {
  return allOf(expressions.map((each) => needOfOne(each, options)));
}

function needOfOne(expression: SearchExpression, options: NecessityOptions): Need {
  switch (expression.kind) {
    case 'everything':
      return always;
    case 'time':
      return unknown;
    case 'group':
      return needOfOne(expression.inner, options);
    case 'not': {
      const operand = needOfOne(expression.operand, options);
      if (operand.kind === 'maybe') return unknown;
      return operand.kind === 'never' ? always : never;
    }
    case 'and':
      return needOf(expression.operands, options);
    case 'or':
      return anyOf(expression.operands.map((each) => needOfOne(each, options)));
    case 'comparison': {
      const decided = options.decide?.(expression);
      if (decided !== undefined) return decided ? always : never;
      return expression.operator === '=' ? anchored(expression.field, [expression.value], options) : unknown;
    }
    case 'in': {
      const decided = options.decide?.(expression);
      if (decided !== undefined) return decided ? always : never;
      return anchored(expression.field, expression.values, options);
    }
    case 'keyword': {
      if (!options.keywords) return unknown;
      const text = longestLiteral(foldCase(expression.text));
      if (text === '') return unknown;
      const anchor: Anchor = { field: '_raw', kind: 'contains', text };
      return options.accepts?.(anchor) === false ? unknown : { kind: 'maybe', anchors: [anchor] };
    }
    case 'subsearch':
      return unknown;
  }
}

/** A need with its choices made: of what must all be so, what is cheapest to look for stands for all. */
export function settled(need: Need, cost: AnchorCost = costOf): Necessity {
  if (need.kind !== 'maybe' || need.anchors === undefined) return need as Necessity;
  return isSettled(need.anchors) ? (need as Necessity) : { kind: 'maybe', anchors: chosen(need.anchors, cost) };
}

function isSettled(choice: AnchorChoice): choice is readonly Anchor[] {
  return Array.isArray(choice);
}

function chosen(choice: AnchorChoice, cost: AnchorCost): readonly Anchor[] | undefined {
  if (isSettled(choice)) return choice;
  if ('oneOf' in choice) return cheapest(choice.oneOf, cost);
  const anchors: Anchor[] = [];
  for (const part of choice.each) {
    const own = chosen(part, cost);
    if (own === undefined || anchors.length + own.length > maxAnchors) return undefined;
    for (const each of own) anchors.push(each);
  }
  return anchors;
}

function cheapest(parts: readonly AnchorChoice[], cost: AnchorCost): readonly Anchor[] | undefined {
  let best: readonly Anchor[] | undefined;
  let least: number | undefined;
  for (const part of parts) {
    const anchors = chosen(part, cost);
    if (anchors === undefined) continue;
    if (best === undefined) {
      best = anchors;
      continue;
    }
    // What anchors cost is asked only where there are others, and once: a sample of rows is looked through for it.
    least ??= cost(best);
    const own = cost(anchors);
    if (own < least) {
      best = anchors;
      least = own;
    }
  }
  return best;
}

function allOf(operands: readonly Need[]): Need {
  const parts: AnchorChoice[] = [];
  let open = false;
  for (const operand of operands) {
    if (operand.kind === 'never') return never;
    if (operand.kind === 'always') continue;
    open = true;
    if (operand.anchors !== undefined) parts.push(operand.anchors);
  }
  if (!open) return always;
  if (parts.length === 0) return unknown;
  return { kind: 'maybe', anchors: parts.length === 1 ? parts[0] : { oneOf: parts } };
}

function anyOf(operands: readonly Need[]): Need {
  const parts: AnchorChoice[] = [];
  let open = false;
  let known = true;
  for (const operand of operands) {
    if (operand.kind === 'always') return always;
    if (operand.kind === 'never') continue;
    open = true;
    if (operand.anchors === undefined) known = false;
    else parts.push(operand.anchors);
  }
  if (!open) return never;
  if (!known) return unknown;
  const together: AnchorChoice = { each: parts };
  // Where no part leaves a choice, they are put together once.
  if (!parts.every(isSettled)) return { kind: 'maybe', anchors: parts.length === 1 ? parts[0] : together };
  return { kind: 'maybe', anchors: chosen(together, costOf) };
}

/** One of the values: as a whole, or where it is a pattern a part of it. */
function anchored(field: string, values: readonly SearchValue[], { keyOf, accepts }: NecessityOptions): Need {
  const key = keyOf(field);
  if (metadata.has(field) || metadata.has(key) || values.length > maxAnchors) return unknown;
  const anchors: Anchor[] = [];
  for (const { text } of values) {
    // Networks fit other texts than their own, and so do values with entities of XML.
    if (text.includes('&') || parseCidr(text) !== null) return unknown;
    const folded = foldCase(text);
    if (hasWildcard(text)) anchors.push({ field: key, kind: 'contains', text: longestLiteral(folded) });
    else anchors.push({ field: key, kind: 'equals', text: folded });
    const anchor = anchors[anchors.length - 1]!;
    if (anchor.text === '' || accepts?.(anchor) === false) return unknown;
  }
  return { kind: 'maybe', anchors };
}

/** How much looking for the anchors costs and how often they are found by accident, roughly. */
export function costOf(anchors: readonly Anchor[]): number {
  let cost = 0;
  // A short text is in every other value.
  for (const { kind, text } of anchors) cost += kind === 'equals' ? (text.length < 3 ? 6 : 1) : 2 + 24 / text.length;
  return cost;
}
