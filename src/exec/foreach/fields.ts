import { fillTemplate, isFillable, slotValues } from '../../plan/foreach-template.js';
import type { ForeachFields } from '../../plan/nodes/row.js';
import { planShape } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import { fieldCaptures } from '../../values/field-pattern.js';
import { hasWildcard } from '../../values/wildcard.js';
import type { Batch, ExecContext } from '../context.js';
import type { OperatorCompiler, Run } from '../operator.js';

/** The commands of a template for one field, ready to be run over rows. */
type Instance = (rows: readonly Event[]) => Promise<Event[]>;

/** Instances kept; field names come from data too. */
const mostInstances = 1_000;

/** Makes the instance of a field, or gives undefined where its name does not fit the template. */
function makeInstance(
  field: string,
  captures: readonly string[],
  each: ForeachFields,
  compiler: OperatorCompiler,
  context: ExecContext,
): Instance | undefined {
  if (!isFillable(field)) {
    context.note(
      `foreach passed over the field ${JSON.stringify(field)}: a name with quotes, pipes, brackets or backslashes cannot be filled in.`,
    );
    return undefined;
  }
  // What is wrong with one name must not end the search: it becomes a note.
  const plan = context.compileText(fillTemplate(each.template, slotValues(field, captures)), 'branch', () => {});
  if (plan === undefined || plan.subsearches.size > 0 || planShape(plan.root) !== each.shape) {
    context.note(
      `foreach passed over the field ${JSON.stringify(field)}: with this name the commands in brackets mean something else. Write '<<FIELD>>'.`,
    );
    return undefined;
  }
  let rows: Batch = [];
  const source: Run = async function* () {
    yield rows;
  };
  const run = compiler.withBranchInput(source).compile(plan.root);
  return async (given) => {
    rows = given;
    const result: Event[] = [];
    for await (const batch of run(context)) for (const event of batch) result.push(event);
    return result;
  };
}

/** Finds the instances for the fields of a row, making each once. */
class Instances {
  readonly #known = new Map<string, Instance | undefined>();
  readonly #plain: readonly string[];
  readonly #wild: readonly string[];
  readonly #make: (field: string, captures: readonly string[]) => Instance | undefined;
  readonly #patterns: readonly string[];

  constructor(patterns: readonly string[], make: (field: string, captures: readonly string[]) => Instance | undefined) {
    this.#patterns = patterns;
    this.#plain = patterns.filter((pattern) => !hasWildcard(pattern));
    this.#wild = patterns.filter(hasWildcard);
    this.#make = make;
  }

  /** In the order of the patterns, fields of one pattern in their order in the row. */
  of(event: Event): Instance[] {
    if (this.#wild.length === 0) return this.#plain.flatMap((field) => this.#instance(field, field) ?? []);
    const names = event.fieldNames();
    const done = new Set<string>();
    const found: Instance[] = [];
    for (const pattern of this.#patterns) {
      for (const field of hasWildcard(pattern) ? names : [pattern]) {
        if (done.has(field)) continue;
        const instance = this.#instance(pattern, field);
        if (instance === null) continue;
        done.add(field);
        if (instance !== undefined) found.push(instance);
      }
    }
    return found;
  }

  /** Null where the pattern does not fit the field, undefined where the template does not. */
  #instance(pattern: string, field: string): Instance | undefined | null {
    const captures = fieldCaptures(pattern, field);
    if (captures === null) return null;
    const key = this.#patterns.length === 1 ? field : `${pattern}\n${field}`;
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#known.size >= mostInstances) this.#known.clear();
    const made = this.#make(field, captures);
    this.#known.set(key, made);
    return made;
  }
}

function sameList(a: readonly Instance[], b: readonly Instance[]): boolean {
  return a.length === b.length && a.every((instance, i) => instance === b[i]);
}

/** The template run for each field that fits. Rows that follow each other with the same fields go through it together. */
export function forEachField(each: ForeachFields, input: Run, compiler: OperatorCompiler): Run {
  return async function* (context) {
    const instances = new Instances(each.patterns, (field, captures) =>
      makeInstance(field, captures, each, compiler, context),
    );
    for await (const batch of input(context)) {
      for (let start = 0; start < batch.length; ) {
        const list = instances.of(batch[start]!);
        let end = start + 1;
        while (end < batch.length && sameList(list, instances.of(batch[end]!))) end++;
        let rows: readonly Event[] = batch.slice(start, end);
        for (const instance of list) {
          if (rows.length === 0) break;
          rows = await instance(rows);
        }
        if (rows.length > 0) yield rows;
        start = end;
      }
    }
  };
}
