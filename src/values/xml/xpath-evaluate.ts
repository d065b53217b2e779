import { toNumber } from '../coerce.js';
import type { XmlElement } from './read.js';
import type { XPath, XPathOperand, XPathPredicate, XPathStep } from './xpath-parse.js';

/** What a step can stand on: an element, or the text of a text node or an attribute. */
type Item = XmlElement | string;

interface Place {
  readonly item: Item;
  /** From 1, among what the step found below one parent. */
  readonly position: number;
  readonly last: number;
}

/** Nodes and comparisons one evaluation may look at; predicates that search from the root can multiply without it. */
const mostWork = 5_000_000;

/**
 * The texts an XPath finds (spl-commands 7.4): of an element its text, with that of its descendants; of an attribute its
 * value. `root` is the nameless element of `readXml`. Null when it would take too long.
 */
export function evaluateXPath(root: XmlElement, paths: readonly XPath[]): readonly string[] | null {
  const evaluation = new Evaluation();
  const found = paths.flatMap((path) => evaluation.select(root, path).map(textOf));
  return evaluation.exhausted ? null : found;
}

function rootOf(item: Item): Item {
  let root = item;
  while (typeof root === 'object' && root.parent !== null) root = root.parent;
  return root;
}

/** One evaluation; counts its work and finds nothing any more once there was too much. */
class Evaluation {
  #work = 0;

  get exhausted(): boolean {
    return this.#work > mostWork;
  }

  select(context: Item, path: XPath): readonly Item[] {
    let items: readonly Item[] = [path.absolute ? rootOf(context) : context];
    for (const step of path.steps) {
      if (this.exhausted) return [];
      this.#work += items.length + 1;
      const elements = items.filter((item) => typeof item === 'object');
      switch (step.axis) {
        case 'self':
          items = this.#filter(items, step.predicates);
          break;
        case 'parent': {
          const parents = new Set(elements.flatMap((element) => (element.parent === null ? [] : [element.parent])));
          items = this.#filter([...parents], step.predicates);
          break;
        }
        case 'attribute':
          items = elements.flatMap((element) => this.#attributes(element, step));
          break;
        case 'child':
          items = elements.flatMap((element) => this.#children(element, step));
          break;
        case 'descendant':
          items = this.#below(elements).flatMap((element) => this.#children(element, step));
      }
    }
    return items;
  }

  /** The elements and all their descendants, each once, in document order. */
  #below(elements: readonly XmlElement[]): XmlElement[] {
    const seen = new Set<XmlElement>();
    const walk = (element: XmlElement) => {
      if (seen.has(element)) return;
      seen.add(element);
      for (const child of element.children) if (typeof child === 'object') walk(child);
    };
    for (const element of elements) walk(element);
    this.#work += seen.size;
    return [...seen];
  }

  #children(element: XmlElement, step: XPathStep): readonly Item[] {
    this.#work += element.children.length;
    const found = element.children.filter((child) => {
      if (step.test === 'node()') return true;
      if (typeof child === 'string') return step.test === 'text()' && child.trim() !== '';
      return step.test === '*' || child.name === step.test;
    });
    return this.#filter(found, step.predicates);
  }

  #attributes(element: XmlElement, step: XPathStep): readonly Item[] {
    const found = element.attributes.filter((attribute) => step.test === '*' || attribute.name === step.test);
    return this.#filter(
      found.map((attribute) => attribute.value),
      step.predicates,
    );
  }

  /** Each predicate sees the positions that the one before it left. */
  #filter(items: readonly Item[], predicates: readonly XPathPredicate[]): readonly Item[] {
    return predicates.reduce<readonly Item[]>(
      (kept, predicate) =>
        kept.filter((item, i) => this.#holds(predicate, { item, position: i + 1, last: kept.length })),
      items,
    );
  }

  #holds(predicate: XPathPredicate, place: Place): boolean {
    this.#work++;
    if (this.exhausted) return false;
    switch (predicate.kind) {
      case 'or':
        return this.#holds(predicate.left, place) || this.#holds(predicate.right, place);
      case 'and':
        return this.#holds(predicate.left, place) && this.#holds(predicate.right, place);
      case 'not':
        return !this.#holds(predicate.inner, place);
      case 'operand': {
        const { operand } = predicate;
        if (operand.kind === 'path') return this.select(place.item, operand.path).length > 0;
        if (operand.kind === 'text') return operand.value !== '';
        // A number that stands alone is a position.
        return operand.kind === 'position' || Number(this.#values(operand, place)[0]) === place.position;
      }
      case 'compare': {
        const left = this.#values(predicate.left, place);
        const right = this.#values(predicate.right, place);
        this.#work += left.length * right.length;
        if (this.exhausted) return false;
        return left.some((a) => right.some((b) => compare(a, predicate.operator, b)));
      }
      default: {
        const left = this.#values(predicate.left, place)[0] ?? '';
        const right = this.#values(predicate.right, place)[0] ?? '';
        this.#work += left.length >> 4;
        return predicate.kind === 'contains' ? left.includes(right) : left.startsWith(right);
      }
    }
  }

  #values(operand: XPathOperand, place: Place): readonly string[] {
    switch (operand.kind) {
      case 'text':
        return [operand.value];
      case 'number':
        return [String(operand.value)];
      case 'position':
        return [String(place.position)];
      case 'last':
        return [String(place.last)];
      case 'count':
        return [String(this.select(place.item, operand.path).length)];
      case 'path': {
        const texts = this.select(place.item, operand.path).map(textOf);
        for (const text of texts) this.#work += text.length >> 4;
        return texts;
      }
    }
  }
}

function compare(a: string, operator: string, b: string): boolean {
  const left = toNumber(a);
  const right = toNumber(b);
  const numeric = left !== null && right !== null;
  if (operator === '=') return numeric ? left === right : a === b;
  if (operator === '!=') return numeric ? left !== right : a !== b;
  if (!numeric) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function textOf(item: Item): string {
  if (typeof item === 'string') return item;
  return item.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
