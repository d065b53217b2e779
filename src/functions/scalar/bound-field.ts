import type { Expression } from '../../syntax/ast.js';
import { Event, type FieldSource } from '../../values/event.js';
import type { Value } from '../../values/value.js';

const nothing = Event.of([]);

/**
 * A row with one field replaced, made once per call and pointed at row after row, so that evaluating an expression for
 * each value of a field allocates nothing. The row behind it is not changed.
 */
export class BoundField implements FieldSource {
  readonly #name: string;
  #row: Event = nothing;
  #value: Value = null;
  /** The row as the inner expression sees it; valid until the next `bind`. */
  readonly event: Event = Event.over(this);

  constructor(name: string) {
    this.#name = name;
  }

  bind(row: Event, value: Value): Event {
    this.#row = row;
    this.#value = value;
    return this.event;
  }

  /** Lets go of the last row. */
  release(): void {
    this.#row = nothing;
    this.#value = null;
  }

  get(field: string): Value {
    return field === this.#name ? this.#value : this.#row.get(field);
  }

  fieldNames(): Iterable<string> {
    const names = this.#row.fieldNames();
    return names.includes(this.#name) ? names : [...names, this.#name];
  }
}

/** The fields an expression mentions, each once, in the order they appear. */
export function mentionedFields(expression: Expression, into: Set<string> = new Set()): ReadonlySet<string> {
  switch (expression.kind) {
    case 'field':
      into.add(expression.name);
      break;
    case 'call':
      for (const arg of expression.args) mentionedFields(arg, into);
      break;
    case 'unary':
      mentionedFields(expression.operand, into);
      break;
    case 'binary':
      mentionedFields(expression.left, into);
      mentionedFields(expression.right, into);
      break;
    case 'in':
      mentionedFields(expression.needle, into);
      for (const item of expression.items) mentionedFields(item, into);
      break;
    case 'group':
      mentionedFields(expression.inner, into);
      break;
    default:
  }
  return into;
}
