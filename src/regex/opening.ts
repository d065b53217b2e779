import { nodesOf, type Pattern, type RegexNode } from './ast.js';
import { foldSet, inRanges } from './char-set.js';
import { caseFamily } from './letter-case.js';

/** Where a match can begin. */
export interface Opening {
  /** `subject`: only at 0; `line`: only at 0 or after a newline; `anywhere`. */
  readonly at: 'subject' | 'line' | 'anywhere';
  /** Begins with `.*`: when it does not match at one place of a line, it does not at a later one. Tried at the start and after newlines. */
  readonly dotStar: boolean;
  /** By ASCII code whether a match can begin with that character, [128] for all others; `undefined` when anything can. */
  readonly first: Uint8Array | undefined;
}

/** Works out where a match of a pattern can begin. */
export function openingOf({ root }: Pattern): Opening {
  const first = new Uint8Array(129);
  const open = addFirst(root, first);
  return {
    at: anchorOf(root),
    dotStar: startsWithDotStar(root) && isPlain(root),
    first: open || first.every((each) => each === 1) ? undefined : first,
  };
}

/** Adds what a node can begin with; true when what follows it matters too. */
function addFirst(node: RegexNode, first: Uint8Array): boolean {
  switch (node.kind) {
    case 'char':
      for (const code of node.ignoreCase ? caseFamily(node.code) : [node.code]) first[Math.min(code, 128)] = 1;
      return false;
    case 'set': {
      const set = node.ignoreCase ? foldSet(node.set) : node.set;
      for (let code = 0; code < 128; code++) {
        if (set.properties.length > 0 || inRanges(set.ranges, code) !== set.negated) first[code] = 1;
      }
      first[128] = 1;
      return false;
    }
    case 'sequence':
      return node.items.every((item) => addFirst(item, first));
    case 'alternation': {
      const open = node.branches.map((branch) => addFirst(branch, first));
      return open.includes(true);
    }
    case 'group':
    case 'atomic':
      return addFirst(node.body, first);
    case 'repeat':
      return (node.max > 0 && addFirst(node.body, first)) || node.min === 0;
    case 'look':
    case 'anchor':
    case 'keep':
      return true;
    case 'fail':
      return false;
    default:
      first.fill(1);
      return false;
  }
}

function anchorOf(node: RegexNode): Opening['at'] {
  switch (node.kind) {
    case 'anchor':
      return node.place === 'subject-start' ? 'subject' : node.place === 'line-start' ? 'line' : 'anywhere';
    case 'sequence':
      return node.items.length > 0 ? anchorOf(node.items[0]!) : 'anywhere';
    case 'group':
    case 'atomic':
      return anchorOf(node.body);
    case 'alternation': {
      const places = node.branches.map(anchorOf);
      if (places.includes('anywhere')) return 'anywhere';
      return places.includes('line') ? 'line' : 'subject';
    }
    default:
      return 'anywhere';
  }
}

/** Nothing in the pattern depends on where the match or a group began. */
function isPlain(root: RegexNode): boolean {
  for (const { kind } of nodesOf(root)) {
    if (kind === 'backreference' || kind === 'call' || kind === 'conditional' || kind === 'keep' || kind === 'atomic')
      return false;
  }
  return true;
}

/** PCRE anchors such patterns in the same way. */
function startsWithDotStar(node: RegexNode): boolean {
  if (node.kind === 'sequence') return node.items.length > 0 && startsWithDotStar(node.items[0]!);
  if (node.kind === 'group') return startsWithDotStar(node.body);
  if (node.kind !== 'repeat' || node.min !== 0 || node.max !== Number.POSITIVE_INFINITY || node.mode === 'possessive')
    return false;
  const { body } = node;
  if (body.kind !== 'set' || !body.set.negated || body.set.properties.length > 0) return false;
  const { ranges } = body.set;
  return ranges.length === 0 || (ranges.length === 2 && ranges[0] === 0x0a && ranges[1] === 0x0a);
}
