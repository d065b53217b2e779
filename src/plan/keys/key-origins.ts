import { fieldsOfName } from '../../syntax/computed-name.js';
import { fitsPattern } from '../../values/field-pattern.js';
import { fillWildcard, hasWildcard, wildcardCaptures } from '../../values/wildcard.js';
import { readsOfExpression } from '../fields/field-reads.js';
import { extractFlow } from '../fields/flow-of-extract.js';
import { emptyShape } from '../fields/row-shape.js';
import type { Aggregation } from '../nodes/aggregate.js';
import type { NodeOf, PlanNode } from '../plan.js';
import { renameTargets } from '../rename-targets.js';
import { isPure, isPureAggregation } from './pure.js';

/** What the value of a field of a row behind an aggregation was made of. */
export interface Origin {
  /** The BY fields that may have a say in it. */
  readonly keys: ReadonlySet<string>;
  /** The commands that may have made it. With the BY fields alone they come to the same value. */
  readonly steps: ReadonlySet<PlanNode>;
  /** Something else may have a say, such as the result of an aggregation. */
  readonly open: boolean;
  /** The BY field whose value it is, under whatever name: a single value that is never absent. */
  readonly copy: string | undefined;
}

const none: Origin = { keys: new Set(), steps: new Set(), open: false, copy: undefined };
const unknown: Origin = { ...none, open: true };

/** What a value was made of that was made of several, by a command. */
export function originOf(parts: Iterable<Origin>, step?: PlanNode): Origin {
  const keys = new Set<string>();
  const steps = new Set<PlanNode>();
  let open = false;
  for (const part of parts) {
    for (const key of part.keys) keys.add(key);
    for (const each of part.steps) steps.add(each);
    open ||= part.open;
  }
  if (step !== undefined) steps.add(step);
  return { keys, steps, open, copy: undefined };
}

function moved(origin: Origin, step: PlanNode): Origin {
  return { ...originOf([origin], step), copy: origin.copy };
}

/**
 * Follows the rows of an aggregation through the commands behind it, as far as these look at one row at a time, and knows of each
 * field what it was made of. Where it is not sure it says more than is so: a command may have had a say in a field that it left alone.
 */
export class KeyOrigins {
  #fields = new Map<string, Origin>();
  /** Of the fields that nobody has named. */
  #rest: Origin = none;
  /** Rows have been put into groups again: their values stand for all of the same text. */
  #regrouped = false;
  /** The commands that rows were followed through, those of `eval` one assignment each. */
  readonly steps: PlanNode[] = [];

  constructor({ by, aggregations }: NodeOf<'aggregate'>) {
    for (const { field } of by) this.#fields.set(field, { ...none, keys: new Set([field]), copy: field });
    this.#addResults(aggregations);
  }

  get regrouped(): boolean {
    return this.#regrouped;
  }

  /** What a field was made of where the rows are now. */
  of(name: string): Origin {
    return this.#fields.get(name) ?? this.#rest;
  }

  /** Goes through a command; false where rows cannot be followed through it one by one. */
  follow(node: PlanNode): boolean {
    switch (node.kind) {
      case 'filter':
        return node.condition.language !== 'eval' || isPure(node.condition.expression);
      case 'display':
        return true;
      case 'extend':
        return this.#extend(node);
      case 'rename':
        this.#rename(node);
        return true;
      case 'project':
        return this.#project(node);
      case 'transform':
        return this.#transform(node);
      case 'extract':
        return this.#extract(node);
      case 'lookup':
        return this.#lookup(node);
      case 'fill':
        return this.#fill(node);
      case 'bin':
        return this.#bin(node);
      case 'aggregate':
        return this.#regroup(
          node.by.filter((key) => key.bins === undefined).map((key) => key.field),
          node.aggregations,
        );
      case 'annotate-groups':
        return this.#regroup(node.by, node.aggregations);
      default:
        return false;
    }
  }

  #addResults(aggregations: readonly Aggregation[]): void {
    for (const { as, argument } of aggregations) {
      if (!hasWildcard(as) && !(argument.kind === 'field' && hasWildcard(argument.name))) {
        this.#fields.set(as, unknown);
        continue;
      }
      this.#rest = unknown;
      // `values(*) as *` leaves the BY fields out, under which no other field can come then.
      if (argument.kind === 'field' && argument.name === as) continue;
      for (const name of this.#fields.keys()) if (fitsPattern(as, name)) this.#fields.set(name, unknown);
    }
  }

  /** Adds to what a field may have been made of. */
  #touch(name: string, source: Origin, step: PlanNode): void {
    this.#fields.set(name, originOf([this.of(name), source], step));
  }

  /** A command may set any field. */
  #touchAll(source: Origin, step: PlanNode): void {
    for (const name of this.#fields.keys()) this.#touch(name, source, step);
    this.#rest = originOf([this.#rest, source], step);
  }

  /** Fields of which only the pattern is known may have got these names. */
  #touchFromRest(pattern: string, step: PlanNode): void {
    if (this.#rest === none) return;
    for (const name of this.#fields.keys()) if (fitsPattern(pattern, name)) this.#touch(name, this.#rest, step);
    this.#rest = originOf([this.#rest], step);
  }

  #named(pattern: string): string[] {
    if (!hasWildcard(pattern)) return [pattern];
    return [...this.#fields.keys()].filter((name) => fitsPattern(pattern, name));
  }

  #extend(node: NodeOf<'extend'>): boolean {
    for (const assignment of node.assignments) {
      const { target, computed, expression } = assignment;
      if (!isPure(expression)) return false;
      const step = { ...node, assignments: [assignment] };
      this.steps.push(step);
      const reads = readsOfExpression(expression).map(({ name }) => (hasWildcard(name) ? unknown : this.of(name)));
      if (computed) this.#touchAll(originOf([...reads, ...fieldsOfName(computed).map((name) => this.of(name))]), step);
      else if (expression.kind === 'field') this.#fields.set(target, moved(this.of(expression.name), step));
      else this.#fields.set(target, originOf(reads, step));
    }
    return true;
  }

  /** All pairs act on the row as it came in; of two patterns that fit a field the first wins, and exact names win over patterns. */
  #rename(node: NodeOf<'rename'>): void {
    this.steps.push(node);
    const exact = node.pairs.filter(({ from }) => !hasWildcard(from));
    const patterns = node.pairs.filter(({ from }) => hasWildcard(from));
    const targetOf = renameTargets(patterns);
    const pairs = [...exact];
    for (const name of this.#fields.keys()) {
      const target = exact.some(({ from }) => from === name) ? undefined : targetOf(name);
      if (target !== undefined && target !== name) pairs.push({ from: name, to: target });
    }
    const sources = pairs.map(({ from }) => this.of(from));
    for (const { from } of pairs) this.#fields.set(from, originOf([], node));
    for (const [index, { from, to }] of pairs.entries()) {
      const source = sources[index]!;
      // Which of several comes last is a matter of the order of all fields.
      if (pairs.some((other, at) => at !== index && (other.to === to || other.from === from)))
        this.#fields.set(to, unknown);
      else if (source.copy !== undefined || index < exact.length) this.#fields.set(to, moved(source, node));
      else this.#touch(to, source, node);
    }
    for (const { to } of patterns) this.#touchFromRest(to, node);
  }

  /** Fields that go are not followed any more: nothing has to be done to the rows. */
  #project({ mode, patterns }: NodeOf<'project'>): boolean {
    // Which columns a pattern gives is known when all rows have been seen.
    if (mode === 'table' && patterns.some(hasWildcard)) return false;
    for (const name of this.#fields.keys()) {
      const fits = patterns.some((pattern) => fitsPattern(pattern, name));
      const goes = mode === 'drop' ? fits : !fits && !(mode === 'keep' && name.startsWith('_'));
      if (goes) this.#fields.set(name, unknown);
    }
    if (this.#rest !== none) this.#rest = unknown;
    return true;
  }

  #transform(node: NodeOf<'transform'>): boolean {
    // A field is converted only if all rows allow it.
    if (node.items.some(({ change }) => change.name === 'auto')) return false;
    this.steps.push(node);
    for (const { pattern, as, change } of node.items) {
      if (change.name === 'none') continue;
      for (const name of this.#named(pattern)) {
        const target =
          as === undefined ? name : hasWildcard(as) ? fillWildcard(as, wildcardCaptures(pattern, name) ?? []) : as;
        this.#touch(target, this.of(name), node);
      }
      if (hasWildcard(pattern)) this.#touchFromRest(as ?? pattern, node);
    }
    return true;
  }

  #extract(node: NodeOf<'extract'>): boolean {
    const { method } = node;
    switch (method.name) {
      case 'sed':
        this.steps.push(node);
        this.#touch(method.field, none, node);
        return true;
      case 'xmlkv':
      case 'fromjson':
        this.steps.push(node);
        this.#touchAll(this.of(method.field), node);
        return true;
      case 'spath':
        if (method.path === undefined) {
          this.steps.push(node);
          this.#touchAll(this.of(method.field), node);
          return true;
        }
        break;
      case 'rex':
      case 'xpath':
      case 'iplocation':
      case 'rangemap':
      case 'strcat':
        break;
      default:
        return false;
    }
    this.steps.push(node);
    const { output, reads } = extractFlow(node, emptyShape);
    const source = originOf(reads.map(({ name }) => this.of(name)));
    for (const name of output.fields.keys()) this.#touch(name, source, node);
    return true;
  }

  #lookup(node: NodeOf<'lookup'>): boolean {
    this.steps.push(node);
    // The time counts where the table is time-based.
    const source = originOf([...node.inputs.map(({ event }) => event), '_time'].map((name) => this.of(name)));
    if (node.outputs === undefined) this.#touchAll(source, node);
    else for (const { event } of node.outputs) this.#touch(event, source, node);
    return true;
  }

  #fill(node: NodeOf<'fill'>): boolean {
    if (node.with.from === 'previous' || node.patterns === undefined || node.patterns.some(hasWildcard)) return false;
    this.steps.push(node);
    for (const name of node.patterns) if (this.of(name).copy === undefined) this.#touch(name, none, node);
    return true;
  }

  #bin(node: NodeOf<'bin'>): boolean {
    // Without a span the width depends on all values.
    if (node.bins.span === undefined) return false;
    this.steps.push(node);
    this.#touch(node.as ?? node.field, this.of(node.field), node);
    return true;
  }

  /**
   * Groups by other fields, those of them that hold the value of a BY field: a row goes into groups of these values only, so that
   * a row whose groups are dropped later need not be there. Nothing else of the rows is followed.
   */
  #regroup(by: readonly string[], aggregations: readonly Aggregation[]): boolean {
    if (!aggregations.every(isPureAggregation)) return false;
    const kept = by.map((name) => [name, this.of(name)] as const).filter(([, { copy }]) => copy !== undefined);
    if (kept.length === 0) return false;
    this.#fields = new Map(kept);
    this.#rest = unknown;
    this.#regrouped = true;
    this.#addResults(aggregations);
    return true;
  }
}
