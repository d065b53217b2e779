import type { Source } from '../source/source.js';
import type { JsonNode, JsonObject, JsonScalar } from '../values/json/node.js';
import type { DashboardSearch, DashboardSearches } from './dashboard.js';
import { jsonStringSource, jsonStringSpan } from './json-source.js';
import type { PlacedText } from './placed-text.js';

/** Kinds of data sources whose query is SPL. */
const withSpl = new Set(['ds.search', 'ds.chain']);

/**
 * The searches of a layout of Dashboard Studio: its data sources, and what a click on a panel opens. A chain goes on with the
 * rows of the data source that it extends, and may add nothing to them.
 */
export function studioSearches(
  layout: JsonObject,
  text: Source,
  offset: number,
): Omit<DashboardSearches, 'kind' | 'file'> {
  const searches: DashboardSearch[] = [];
  const ids = new Set<string>();
  const uses: PlacedText[] = [];
  const use = (scalar: JsonScalar | undefined): void => {
    if (scalar !== undefined)
      uses.push({ text: scalar.text, at: { source: text, span: jsonStringSpan(scalar, offset) } });
  };
  const add = (query: JsonScalar, name: string, rest: Omit<DashboardSearch, 'query'>): void => {
    searches.push({ ...rest, query: jsonStringSource(text, query, offset, `${text.name}#${name}`) });
  };
  for (const [id, dataSource] of objectsOf(layout, 'dataSources')) {
    ids.add(id);
    const options = memberOf(dataSource, 'options');
    const type = textMember(dataSource, 'type')?.text ?? 'ds.search';
    if (options?.kind !== 'object' || !withSpl.has(type)) continue;
    const base = textMember(options, 'extend');
    const query = textMember(options, 'query');
    use(base);
    if (!isBlank(query)) add(query, `dataSources.${id}.options.query`, { id, base: base?.text });
  }
  for (const list of ['visualizations', 'inputs']) {
    for (const [id, part] of objectsOf(layout, list)) {
      const asked = memberOf(part, 'dataSources');
      for (const { value } of asked?.kind === 'object' ? asked.members : []) if (value.kind === 'string') use(value);
      const handlers = memberOf(part, 'eventHandlers');
      for (const handler of handlers?.kind === 'array' ? handlers.items : []) {
        if (handler.kind !== 'object' || textMember(handler, 'type')?.text !== 'drilldown.linkToSearch') continue;
        const options = memberOf(handler, 'options');
        const query = options?.kind === 'object' ? textMember(options, 'query') : undefined;
        if (!isBlank(query)) add(query, `${list}.${id}.eventHandlers`, { id: undefined, base: undefined });
      }
    }
  }
  const parts = new Set(['visualizations', 'inputs'].flatMap((list) => objectsOf(layout, list).map(([id]) => id)));
  const shown = shownParts(memberOf(layout, 'layout')).map((scalar) => ({
    text: scalar.text,
    at: { source: text, span: jsonStringSpan(scalar, offset) },
  }));
  return { searches, ids, uses, parts, shown, tokens: tokensOf(layout) };
}

/** What the layout, its tabs and their inputs name, in whatever depth. */
function shownParts(layout: JsonNode | undefined): JsonScalar[] {
  const found: JsonScalar[] = [];
  visit(layout, (name, value) => {
    if (name === 'item' && value.kind === 'string') found.push(value);
    if (name === 'globalInputs' && value.kind === 'array')
      for (const item of value.items) if (item.kind === 'string') found.push(item);
  });
  return found;
}

/** The names that anything gives a value to: `token` of an input or of a click, and the tokens among the defaults. */
function tokensOf(layout: JsonObject): Set<string> {
  const found = new Set<string>();
  visit(layout, (name, value) => {
    if (name === 'token' && value.kind === 'string') found.add(value.text);
    if (name !== 'tokens' || value.kind !== 'object') return;
    for (const { value: group } of value.members)
      if (group.kind === 'object') for (const member of group.members) found.add(member.name);
  });
  return found;
}

/** Each member of all objects in a value. */
function visit(root: JsonNode | undefined, each: (name: string, value: JsonNode) => void): void {
  const open = root === undefined ? [] : [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'array') for (const item of node.items.toReversed()) open.push(item);
    if (node.kind !== 'object') continue;
    for (const { name, value } of node.members) each(name, value);
    for (const { value } of node.members.toReversed()) open.push(value);
  }
}

/** A search that is not written yet. */
function isBlank(query: JsonScalar | undefined): query is undefined {
  return query === undefined || query.text.trim() === '';
}

/** A member whose value is text. Of a key that occurs twice the last one counts. */
export function textMember(object: JsonObject, name: string): JsonScalar | undefined {
  const value = memberOf(object, name);
  return value?.kind === 'string' ? value : undefined;
}

function memberOf(object: JsonObject, name: string): JsonNode | undefined {
  return object.members.findLast((member) => member.name === name)?.value;
}

function objectsOf(object: JsonObject, name: string): [string, JsonObject][] {
  const list = memberOf(object, name);
  if (list?.kind !== 'object') return [];
  return list.members.flatMap((member) => (member.value.kind === 'object' ? [[member.name, member.value]] : []));
}
