import type { Pattern, RegexNode } from './ast.js';

/** Shorter texts are in nearly every subject. */
const leastLength = 2;
const firstSurrogate = 0xd800;

/**
 * A text that stands in every match of a pattern, the longest that can be seen; undefined where none can. PCRE looks for such a
 * character too before it begins to match.
 */
export function requiredText({ root }: Pattern): string | undefined {
  let longest = '';
  let run = '';
  const end = (): void => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  const walk = (node: RegexNode): void => {
    switch (node.kind) {
      case 'char':
        // Half of a pair matches only where the other half does not stand beside it.
        if (node.ignoreCase || node.code >= firstSurrogate) end();
        else run += String.fromCharCode(node.code);
        return;
      case 'sequence':
        node.items.forEach(walk);
        return;
      case 'group':
      case 'atomic':
        walk(node.body);
        return;
      case 'repeat':
        end();
        if (node.min > 0) walk(node.body);
        end();
        return;
      default:
        end();
    }
  };
  walk(root);
  end();
  return longest.length < leastLength ? undefined : longest;
}
