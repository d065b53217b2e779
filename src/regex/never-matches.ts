import type { RegexNode } from './ast.js';
import { computeFacts, type Facts } from './facts.js';
import { parsePattern } from './parse.js';
import { PatternError } from './pattern-error.js';

/**
 * Whether no text fits a pattern, because the start of the text is asked for behind characters that must come before it. False says
 * nothing, also of what is no pattern.
 */
export function neverMatches(pattern: string): boolean {
  // Most patterns ask for the start at their own start or not at all.
  if (!/[^[]\^|\\A|\*F/s.test(pattern)) return false;
  try {
    const parsed = parsePattern(pattern);
    return isDead(parsed.root, false, computeFacts(parsed));
  } catch (error) {
    if (error instanceof PatternError) return false;
    throw error;
  }
}

/** `behind`: whether something was consumed before, whatever the way to this node. */
function isDead(node: RegexNode, behind: boolean, facts: Facts): boolean {
  switch (node.kind) {
    case 'anchor':
      return behind && node.place === 'subject-start';
    case 'fail':
      return true;
    case 'sequence': {
      let consumed = behind;
      for (const item of node.items) {
        if (isDead(item, consumed, facts)) return true;
        consumed ||= facts.get(item)?.nullable === false;
      }
      return false;
    }
    case 'alternation':
      return node.branches.every((branch) => isDead(branch, behind, facts));
    case 'group':
    case 'atomic':
      return isDead(node.body, behind, facts);
    case 'repeat':
      return node.min > 0 && isDead(node.body, behind, facts);
    case 'look':
      return node.ahead && !node.negated && isDead(node.body, behind, facts);
    default:
      return false;
  }
}
