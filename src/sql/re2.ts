import { nodesOf, type Pattern, type RegexNode } from '../regex/ast.js';
import { type CharSet, invertRanges, lastCodePoint } from '../regex/char-set.js';
import { computeFacts } from '../regex/facts.js';
import { parsePattern } from '../regex/parse.js';
import { PatternError } from '../regex/pattern-error.js';
import { unsupported } from './refusal.js';

/** A PCRE pattern in the syntax of RE2, which both engines use, with what is not quite the same. */
export interface Re2Pattern {
  readonly pattern: string;
  /** Named groups in order of appearance. */
  readonly groups: readonly {
    readonly name: string;
    readonly index: number;
    /** An empty match of the group says nothing, because the group cannot be empty, or because it takes part in every match. */
    readonly empty: 'absent' | 'present' | 'unknown';
  }[];
  /** How many groups it has, named or not. */
  readonly groupCount: number;
  readonly caveats: readonly string[];
  /** It may match nothing behind another match; PCRE then finds an empty match where the other one ends, RE2 none. */
  readonly repeatsEmpty: boolean;
}

/** What a pattern is used for: to find its matches with their groups, a group alone, or to know whether there is any. */
export interface Re2Use {
  readonly only?: number;
  readonly exists?: boolean;
}

/**
 * Translates from the syntax tree, so that flags and classes mean what they mean to PCRE; look-around and the like are refused.
 * With `only` that group alone can be asked for, as the first; with `exists` only whether the pattern is found, so that what must stand
 * beside the match may be a part of it.
 */
export function toRe2(text: string, { only, exists = false }: Re2Use = {}): Re2Pattern {
  let parsed: Pattern;
  try {
    parsed = parsePattern(text);
  } catch (error) {
    if (error instanceof PatternError) return unsupported(`the regular expression cannot be read: ${error.message}`);
    throw error;
  }
  const caveats = new Set<string>();
  // One flag for the whole says it shorter than one for each letter.
  const folds = [...nodesOf(parsed.root)].every(
    (node) => (node.kind !== 'char' && node.kind !== 'set') || node.ignoreCase,
  );
  const folded = folds && /[A-Za-z]/.test(text);
  const root = exists ? withoutLooks(parsed.root) : parsed.root;
  const pattern = (folded ? '(?i)' : '') + written(root, { caveats, folded, only });
  const facts = computeFacts(parsed);
  const required = requiredGroups(parsed.root);
  const groups = [...parsed.names].map(([name, indexes]) => {
    if (indexes.length !== 1) return unsupported(`the group ${name} has several places in the regular expression`);
    const index = indexes[0]!;
    const node = [...nodesOf(parsed.root)].find((each) => each.kind === 'group' && each.index === index);
    const nullable = node === undefined || facts.get(node)!.nullable;
    return {
      name,
      index,
      empty: !nullable ? ('absent' as const) : required.has(index) ? ('present' as const) : ('unknown' as const),
    };
  });
  const repeatsEmpty = facts.get(parsed.root)!.nullable && !startsAtStart(parsed.root);
  return { pattern, groups, groupCount: parsed.groupCount, caveats: [...caveats], repeatsEmpty };
}

/** A pattern that is found where this one is, with what the ends look at in the match. */
function withoutLooks(root: RegexNode): RegexNode {
  if (root.kind !== 'sequence') return root;
  const last = root.items.length - 1;
  const items = root.items.map((item, index) => {
    if (item.kind !== 'look' || index !== (item.ahead ? last : 0)) return item;
    return item.negated ? notBeside(item) : item.body;
  });
  return { ...root, items };
}

/** Another character than the one that must not stand there, or an end of the text. */
function notBeside(look: RegexNode & { readonly kind: 'look' }): RegexNode {
  const { ahead, body, start, end } = look;
  const set =
    body.kind === 'char'
      ? { negated: false, ranges: [body.code, body.code], properties: [] }
      : body.kind === 'set'
        ? body.set
        : undefined;
  if (set === undefined || (body.kind !== 'char' && body.kind !== 'set')) return look;
  const other: RegexNode = {
    kind: 'set',
    set: { ...set, negated: !set.negated },
    ignoreCase: body.ignoreCase,
    start,
    end,
  };
  const edge: RegexNode = { kind: 'anchor', place: ahead ? 'subject-end' : 'subject-start', start, end };
  return { kind: 'alternation', branches: [edge, other], start, end };
}

/** Whether each match begins where the text does. */
function startsAtStart(root: RegexNode): boolean {
  let node: RegexNode | undefined = root;
  while (node?.kind === 'sequence' || node?.kind === 'group') node = node.kind === 'group' ? node.body : node.items[0];
  return node?.kind === 'anchor' && node.place === 'subject-start';
}

/** Groups that take part in every match. */
function requiredGroups(root: RegexNode): Set<number> {
  const found = new Set<number>();
  const open: RegexNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'sequence') open.push(...node.items);
    else if (node.kind === 'group') {
      found.add(node.index);
      open.push(node.body);
    } else if (node.kind === 'atomic' || (node.kind === 'repeat' && node.min > 0)) open.push(node.body);
  }
  return found;
}

interface Writing {
  readonly caveats: Set<string>;
  /** Letter case is ignored by the flag in front. */
  readonly folded: boolean;
  readonly only: number | undefined;
}

function written(node: RegexNode, cx: Writing): string {
  switch (node.kind) {
    case 'char':
      return cased(
        escaped(node.code),
        !cx.folded && node.ignoreCase && /[^\x00-\x40\x5b-\x60\x7b-\x7f]/.test(String.fromCodePoint(node.code)),
      );
    case 'set':
      return cased(setText(node.set), !cx.folded && node.ignoreCase);
    case 'sequence':
      return node.items
        .map((item) => (item.kind === 'alternation' ? `(?:${written(item, cx)})` : written(item, cx)))
        .join('');
    case 'alternation':
      return node.branches.map((branch) => written(branch, cx)).join('|');
    case 'group':
      return `${cx.only === undefined || cx.only === node.index ? '(' : '(?:'}${written(node.body, cx)})`;
    case 'atomic':
      cx.caveats.add('an atomic group of a regular expression gives back what it took, so that it may match more');
      return `(?:${written(node.body, cx)})`;
    case 'repeat':
      return repeated(node, cx);
    case 'anchor':
      return anchors[node.place] ?? unsupported(`the regular expression uses ${node.place}, which RE2 lacks`);
    case 'look':
      return unsupported('the regular expression looks around, which RE2 cannot');
    case 'backreference':
      return unsupported('the regular expression refers back to a group, which RE2 cannot');
    case 'call':
    case 'conditional':
      return unsupported('the regular expression calls groups or decides by them, which RE2 cannot');
    case 'keep':
    case 'grapheme':
    case 'fail':
      return unsupported(`the regular expression uses \\${node.kind === 'keep' ? 'K' : node.kind}, which RE2 lacks`);
  }
}

const anchors: Readonly<Record<string, string | undefined>> = {
  'subject-start': '\\A',
  'line-start': '(?m:^)',
  'subject-end': '\\z',
  'final-end': '(?:\\n?\\z)',
  'line-end': '(?m:$)',
  'word-boundary': '\\b',
  'no-word-boundary': '\\B',
};

function repeated(node: RegexNode & { kind: 'repeat' }, cx: Writing): string {
  const { min, max, mode } = node;
  if (min > 1000 || (Number.isFinite(max) && max > 1000))
    unsupported('the regular expression repeats more than 1000 times');
  if (mode === 'possessive')
    cx.caveats.add(
      'a possessive repetition of a regular expression gives back what it took, so that it may match more',
    );
  const count =
    min === 0 && max === Number.POSITIVE_INFINITY
      ? '*'
      : min === 1 && max === Number.POSITIVE_INFINITY
        ? '+'
        : min === 0 && max === 1
          ? '?'
          : min === max
            ? `{${min}}`
            : `{${min},${Number.isFinite(max) ? max : ''}}`;
  return `(?:${written(node.body, cx)})${count}${mode === 'lazy' ? '?' : ''}`;
}

const cased = (text: string, ignoreCase: boolean): string => (ignoreCase ? `(?i:${text})` : text);

function escaped(code: number): string {
  if (code < 0x20 || code >= 0x7f) return `\\x{${code.toString(16)}}`;
  const character = String.fromCharCode(code);
  return /[A-Za-z0-9 _<>=,;:'"!@#%&~`-]/.test(character) ? character : `\\${character}`;
}

function setText(set: CharSet): string {
  if (set.properties.length > 0) return propertySet(set);
  const ranges = set.negated ? invertRanges(set.ranges) : set.ranges;
  if (ranges.length === 0) return '[^\\x{0}-\\x{10ffff}]';
  if (ranges.length === 2 && ranges[0] === 0 && ranges[1] === lastCodePoint) return '(?s:.)';
  // The shorter of the two ways to say it.
  return set.negated ? `[^${rangesText(set.ranges)}]` : `[${rangesText(ranges)}]`;
}

function propertySet(set: CharSet): string {
  const content = set.properties.map((item) => {
    if (!/^\\p\{(?:[A-Z][a-z]?)\}$/.test(item.content))
      return unsupported('the regular expression uses a Unicode property that RE2 may lack');
    return item.negated ? item.content.replace('\\p', '\\P') : item.content;
  });
  return `[${set.negated ? '^' : ''}${rangesText(set.ranges)}${content.join('')}]`;
}

function rangesText(ranges: readonly number[]): string {
  let text = '';
  for (let i = 0; i < ranges.length; i += 2) {
    const [low, high] = [ranges[i]!, ranges[i + 1]!];
    text += inSet(low);
    if (high > low) text += `-${inSet(high)}`;
  }
  return text;
}

const inSet = (code: number): string => (code === 0x2d ? '\\-' : escaped(code));
