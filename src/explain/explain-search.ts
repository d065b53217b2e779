import type { CompiledSearch } from '../compile/compile.js';
import type { FieldSchemas } from '../plan/fields/field-schemas.js';
import { fieldOf, knownNames } from '../plan/fields/row-shape.js';
import { fieldFlow } from '../plan/fields.js';
import { inputsOf, type PlanNode } from '../plan/plan.js';
import { lineIndexOf } from '../source/line-index.js';
import { rootPlace } from '../source/origin-map.js';
import { describeNode } from './describe-node.js';
import { mainChain } from './plan-steps.js';

/** What a search is, apart from any events. */
export interface SearchExplanation {
  /** One command per entry with its pipe, after macro expansion, and the macros it came out of. */
  readonly commands: readonly { readonly text: string; readonly macros: readonly string[] }[];
  /** Every macro call with what it stands for, and where that is written. */
  readonly macros: readonly {
    readonly call: string;
    readonly definition: string;
    readonly place: string;
    readonly depth: number;
  }[];
  /** Operators from the source of the rows to their end; `depth` counts the joins, branches and subsearches around one. */
  readonly plan: readonly { readonly operator: string; readonly detail: string; readonly depth: number }[];
  /** Fields that the search takes from each of its sources. */
  readonly needs: readonly { readonly source: string; readonly fields: readonly string[] }[];
  /** Columns of the result; `others`: there may be more. */
  readonly gives: { readonly fields: readonly string[]; readonly others: boolean };
}

/** Takes a compiled search apart. A refused one has commands and macros, and no plan. */
export function explainSearch(search: CompiledSearch, schemas?: FieldSchemas): SearchExplanation {
  const { source, plan } = search;
  const { leadingPipe } = search.tree;
  const commands = search.tree.commands.map(({ span }, index) => ({
    text: (index > 0 || leadingPipe ? '| ' : '') + source.text.slice(span.start, span.end).trim(),
    macros: [
      ...new Set(rootPlace(source, span).calls.flatMap((call) => (call.argument === undefined ? [call.macro] : []))),
    ],
  }));
  const macros = search.macroCalls.map(({ name, args, definition, depth }) => ({
    call: args.length === 0 ? name : `${name}(${args.join(', ')})`,
    definition: definition.definition.text.trim(),
    place: placeOf(definition.definition),
    depth,
  }));
  if (plan === undefined) return { commands, macros, plan: [], needs: [], gives: { fields: [], others: false } };
  const lines: { operator: string; detail: string; depth: number }[] = [];
  const add = (root: PlanNode, depth: number): void => {
    for (const node of mainChain(root)) {
      for (const other of inputsOf(node).slice(1)) add(other, depth + 1);
      lines.push({ operator: node.kind, detail: describeNode(node, source), depth });
    }
  };
  for (const subsearch of plan.subsearches.values()) add(subsearch, 1);
  add(plan.root, 0);
  const flow = fieldFlow(plan, schemas);
  // Two scans of the same events are one source.
  const needs = new Map<string, Set<string>>();
  for (const { node, inputs, reads } of flow.nodes.values()) {
    const leaf = mainChain(node)[0]!;
    if (leaf.kind !== 'scan' && leaf.kind !== 'dataset' && leaf.kind !== 'metrics') continue;
    const name = describeNode(leaf, source);
    const fields = needs.get(name) ?? new Set<string>();
    needs.set(name, fields);
    const [shape] = inputs;
    for (const { name: field } of reads) {
      // A field that no command has made is one of the source.
      const fact = shape === undefined ? undefined : fieldOf(shape, field);
      if (fact !== undefined && fact.from === undefined && fact.presence !== 'never') fields.add(field);
    }
  }
  return {
    commands,
    macros,
    plan: lines,
    needs: [...needs].map(([name, fields]) => ({ source: name, fields: [...fields].sort() })),
    gives: { fields: knownNames(flow.output), others: flow.output.rest === 'any' || flow.output.rest.length > 0 },
  };
}

function placeOf(definition: CompiledSearch['source']): string {
  const place = rootPlace(definition, { start: 0, end: definition.text.length });
  if (place.source === definition && definition.name.startsWith('<')) return 'defined by no file';
  return `${place.source.name}:${lineIndexOf(place.source).positionAt(place.span.start).line}`;
}
