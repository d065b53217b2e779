import { describeNode } from '../explain/describe-node.js';
import { spanText } from '../explain/plan-steps.js';
import { canonical, canonicalNode } from '../plan/canonical.js';
import { conjunctsOfEval, conjunctsOfSearch } from '../plan/fields/constraint.js';
import type { Aggregation } from '../plan/nodes/aggregate.js';
import type { Assignment, Condition } from '../plan/nodes/row.js';
import type { PlanNode } from '../plan/plan.js';
import { parseNamedGroups } from '../regex/group-names.js';
import type { Source } from '../source/source.js';
import type { Facet } from './change.js';

const mostCharacters = 400;

/** What an operator does, in parts that can be compared one by one; `source` is the expanded search. */
export function facetsOfNode(node: PlanNode, source: Source): Facet[] {
  switch (node.kind) {
    case 'filter':
      return conditionFacets(node.condition, source);
    case 'extend':
      return node.assignments.map((each) => assignmentFacet('calculated field', each, source));
    case 'display':
      return node.formats.map((each) => assignmentFacet('display of field', each, source));
    case 'extract': {
      const { method } = node;
      if (method.name === 'rex') {
        const limits = method.maxMatch === 1 ? '' : ` (max_match=${method.maxMatch})`;
        const what = `pattern of rex on ${method.field}`;
        return [
          { what, slot: groupNames(method.pattern), key: canonical(method), text: shown(method.pattern) + limits },
        ];
      }
      if (method.name === 'sed')
        return [{ what: `sed script on ${method.field}`, slot: 'sed', key: method.script, text: shown(method.script) }];
      return [
        {
          what: method.name,
          slot: method.name,
          key: canonical(method),
          text: spanText(source, node.span, mostCharacters),
        },
      ];
    }
    case 'aggregate':
      return [
        ...node.aggregations.map((each) => aggregationFacet(each, source)),
        ...node.by.map((key) => ({
          what: 'group key',
          slot: key.field,
          key: canonical(key),
          text: key.bins === undefined ? key.field : `${key.field} in bins`,
        })),
        ...optionsOf(node, ['aggregations', 'by']),
      ];
    case 'annotate-groups':
      return [
        ...node.aggregations.map((each) => aggregationFacet(each, source)),
        ...node.by.map((field) => ({ what: 'group key', slot: field, key: field, text: field })),
        ...optionsOf(node, ['aggregations', 'by']),
      ];
    case 'project': {
      const what = node.mode === 'drop' ? 'dropped field' : node.mode === 'table' ? 'column' : 'kept field';
      // The order of columns is for people; which there are is what rows mean.
      return node.patterns.map((pattern) => ({ what, slot: pattern, key: pattern, text: pattern }));
    }
    case 'rename':
      return node.pairs.map(({ from, to }) => ({ what: 'new name', slot: from, key: to, text: `${from} as ${to}` }));
    case 'lookup':
      return [
        {
          what: `lookup ${node.table}`,
          slot: node.table,
          key: canonicalNode(node),
          text: spanText(source, node.span, mostCharacters),
        },
      ];
    case 'scan':
    case 'metrics':
      return [
        {
          what: 'time range in the search',
          slot: 'window',
          key: canonical(node.window),
          text: describeNode(node, source),
        },
      ];
    case 'dataset':
      return [{ what: 'data set', slot: 'dataset', key: canonicalNode(node), text: describeNode(node, source) }];
    default: {
      const text = spanText(source, node.span, mostCharacters);
      const [command = node.kind] = /^[|\s]*(\w+)/.exec(text)?.slice(1) ?? [];
      return [{ what: command, slot: node.kind, key: canonicalNode(node), text }];
    }
  }
}

function conditionFacets(condition: Condition, source: Source): Facet[] {
  const what = 'condition';
  switch (condition.language) {
    case 'regex': {
      const text = `${condition.field} ${condition.negated ? 'does not match' : 'matches'} ${shown(condition.pattern)}`;
      return [{ what, slot: `regex ${condition.field}`, key: canonical(condition), text }];
    }
    case 'search':
      // `search` compares without regard to letter case.
      return conjunctsOfSearch(condition.expression)
        .filter((each) => each.kind !== 'everything')
        .map((each) => ({
          what,
          slot: each.kind === 'comparison' && each.operator !== '!=' ? `${each.field} ${each.operator}` : '',
          key: lowerValues(canonical(each)),
          text: spanText(source, each.span, mostCharacters),
        }));
    case 'eval':
      return conjunctsOfEval(condition.expression).map((each) => ({
        what,
        slot:
          each.kind === 'binary' && each.left.kind === 'field' && each.operator !== '!='
            ? `${each.left.name} ${each.operator}`
            : '',
        key: `eval ${canonical(each)}`,
        text: spanText(source, each.span, mostCharacters),
      }));
  }
}

/** Values of search terms in lower case; fields keep theirs, and so does `CASE(..)`. */
function lowerValues(term: string): string {
  return term.replace(
    /"text":("(?:\\.|[^"\\])*")(,"form":"(?!case)\w+")/g,
    (_, text: string, form: string) => `"text":${text.toLowerCase()}${form}`,
  );
}

function assignmentFacet(what: string, assignment: Assignment, source: Source): Facet {
  const { target, expression } = assignment;
  return {
    what: `${what} ${target}`,
    slot: target,
    key: canonical(assignment),
    text: spanText(source, expression.span, mostCharacters),
  };
}

function aggregationFacet(aggregation: Aggregation, source: Source): Facet {
  const text = spanText(source, aggregation.span, mostCharacters);
  return { what: 'aggregation', slot: aggregation.as, key: canonical(aggregation), text };
}

/** What an aggregation may do besides: compared as a whole. */
function optionsOf(node: PlanNode, leaveOut: readonly string[]): Facet[] {
  const key = canonical(node, (name) => name === 'input' || leaveOut.includes(name));
  return [{ what: 'options of the aggregation', slot: 'options', key, text: key }];
}

function groupNames(pattern: string): string {
  return `groups ${(parseNamedGroups(pattern) ?? []).join(' ')}`;
}

/** A pattern with its line ends and tabs as escapes, which tell it apart from one with blanks. */
function shown(pattern: string): string {
  return pattern.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}
