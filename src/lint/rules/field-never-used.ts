import { mayHave } from '../../plan/fields/row-shape.js';
import type { FieldFlow, NodeFlow } from '../../plan/fields.js';
import type { PlanNode } from '../../plan/plan.js';
import { isOneSlip } from '../../support/suggest.js';
import { fitsPattern } from '../../values/field-pattern.js';
import { defineRule } from '../define.js';
import { namePlace } from '../place.js';

/** A field that a command makes for nothing, while one that is named almost so is read and made by nothing. */
export const fieldNeverUsed = defineRule({
  id: 'field-never-used',
  severity: 'warning',
  category: 'fields',
  what: 'A command makes a field that nothing uses, and another command reads one whose name differs in a single letter and that no command makes.',
  why: 'One of the two names is misspelt: what was worked out is lost, and the other field is what events happen to have.',
  fix: 'Write both names alike.',
  good: [
    { search: 'index=a sourcetype=b | eval users=split(user, ";") | stats count by dest, users | eval user=users' },
    { search: 'index=a sourcetype=b | eval users=1 | eval user=2 | stats count by dest, user' },
    { search: 'index=a sourcetype=b | eval unused=1 | stats count by dest, user' },
  ],
  bad: [
    { search: 'index=a sourcetype=b | eval acount=split(x, ";") | stats count as user by dest, account' },
    { search: 'index=a sourcetype=b | rex "acc=(?<acount>.*)" | stats count as user by dest, account' },
  ],
  search(search, cx) {
    const { flow } = search;
    if (flow === undefined) return;
    const made = new Map<string, NodeFlow>();
    for (const each of flow.nodes.values()) for (const name of madeBy(each)) made.set(name, each);
    for (const [name, { node }] of made) {
      if (name.length < 4 || name.startsWith('_') || mayHave(flow.output, name) || isRead(flow, name)) continue;
      const meant = nameReadInstead(flow, name, node, made);
      if (meant === undefined) continue;
      cx.report(`Nothing uses \`${name}\`, and nothing makes \`${meant}\`.`, {
        at: namePlace(search, node.span, name),
        help: [`Did you mean \`${meant}\`?`],
      });
    }
  },
});

/** The fields that come out of a command and did not go in as they are. */
function madeBy({ node, output, inputs }: NodeFlow): string[] {
  // What a table has besides is nobody's choice.
  if (node.kind === 'generate' || (node.kind === 'lookup' && node.outputs === undefined)) return [];
  return [...output.fields].flatMap(([name, { from, presence }]) =>
    from === undefined || presence === 'never' || inputs.some((input) => input.fields.get(name)?.from === from)
      ? []
      : [name],
  );
}

function isRead(flow: FieldFlow, name: string): boolean {
  for (const { reads } of flow.nodes.values()) if (reads.some((read) => fitsPattern(read.name, name))) return true;
  return false;
}

function nameReadInstead(
  flow: FieldFlow,
  name: string,
  maker: PlanNode,
  made: ReadonlyMap<string, NodeFlow>,
): string | undefined {
  // What a field is made of may well have nearly its name.
  for (const { node, reads } of flow.nodes.values())
    for (const read of node === maker ? [] : reads)
      if (isOneSlip(read.name, name) && !made.has(read.name)) return read.name;
  return undefined;
}
