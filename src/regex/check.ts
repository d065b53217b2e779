import { groupsOf, nodesOf, type Pattern, type RegexNode } from './ast.js';
import { computeFacts } from './facts.js';
import { PatternError } from './pattern-error.js';

/** Refuses what PCRE2 refuses after reading a pattern: references to groups that do not exist, lookbehinds without a fixed length. */
export function checkPattern(pattern: Pattern): void {
  for (const node of nodesOf(pattern.root)) {
    if (node.kind === 'backreference' || node.kind === 'call') checkTarget(pattern, node.target, node);
    if (node.kind === 'conditional' && (node.condition.kind === 'group' || node.condition.kind === 'recursion')) {
      if (node.condition.target !== -1) checkTarget(pattern, node.condition.target, node);
    }
  }
  checkNames(pattern);
  const facts = computeFacts(pattern);
  for (const node of nodesOf(pattern.root)) {
    if (node.kind !== 'look') continue;
    for (const inner of nodesOf(node.body)) {
      if (inner.kind === 'keep') throw new PatternError('\\K is not allowed in a lookaround', inner.start);
    }
    if (node.ahead) continue;
    for (const branch of lookbehindBranches(node.body)) {
      if (facts.get(branch)!.length === undefined) {
        throw new PatternError(
          'a lookbehind must have a fixed length: no *, + or ? in it, and nested alternatives of the same length',
          node.start,
        );
      }
    }
  }
}

/** With branch reset one number could get two names. */
function checkNames(pattern: Pattern): void {
  const nameOf = new Map<number, string>();
  for (const [name, groups] of pattern.names) {
    for (const group of groups) {
      const other = nameOf.get(group);
      if (other !== undefined && other !== name) {
        throw new PatternError(`group ${group} has two names, \`${other}\` and \`${name}\``, 0);
      }
      nameOf.set(group, name);
    }
  }
}

/** The alternatives of a lookbehind, each of which may have its own length. */
export function lookbehindBranches(body: RegexNode): readonly RegexNode[] {
  return body.kind === 'alternation' ? body.branches : [body];
}

function checkTarget(pattern: Pattern, target: number | string, node: RegexNode): void {
  const exists = typeof target === 'number' ? target <= pattern.groupCount : groupsOf(pattern, target).length > 0;
  if (!exists) throw new PatternError(`reference to group ${target}, which does not exist`, node.start);
}
