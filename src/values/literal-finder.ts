/** Root of the tree; also "no child", as nothing leads back to the root. */
const root = 0;
const asciiUnits = 128;

/**
 * Finds which of many literals a text contains, in one walk over the text however many literals there are
 * (Aho-Corasick). The tree lies in flat arrays: 100,000 literals must not become a million objects.
 */
export class LiteralFinder {
  /** Literal that ends at a node, or -1. */
  readonly #ends: Int32Array;
  /** Node of the longest proper suffix that is in the tree. */
  readonly #fallback: Int32Array;
  /** Nearest node on the fallback path at which a literal ends, or the root. */
  readonly #nextEnd: Int32Array;
  readonly #edges: EdgeTable;
  /** Children of the root, where most steps begin, by ASCII unit. */
  readonly #first = new Int32Array(asciiUnits);
  /** Query in which a literal was reported last. */
  readonly #reported: Int32Array;
  #query = 0;
  readonly #found: Int32Array;
  #count = 0;

  /** The literals must be distinct and not empty; a literal's number is its index. */
  constructor(literals: readonly string[]) {
    const most = literals.reduce((sum, literal) => sum + literal.length, 1);
    this.#edges = new EdgeTable();
    const parent = new Int32Array(most);
    const unit = new Uint16Array(most);
    const depth = new Int32Array(most);
    const ends = new Int32Array(most).fill(-1);
    let nodes = 1;
    for (const [number, literal] of literals.entries()) {
      let node = root;
      for (let i = 0; i < literal.length; i++) {
        const code = literal.charCodeAt(i);
        let child = this.#edges.get(node, code);
        if (child === root) {
          child = nodes++;
          this.#edges.set(node, code, child);
          if (node === root && code < asciiUnits) this.#first[code] = child;
          parent[child] = node;
          unit[child] = code;
          depth[child] = i + 1;
        }
        node = child;
      }
      ends[node] = number;
    }
    this.#ends = ends.slice(0, nodes);
    this.#fallback = new Int32Array(nodes);
    this.#nextEnd = new Int32Array(nodes);
    this.#reported = new Int32Array(literals.length);
    this.#found = new Int32Array(literals.length);
    // Fallbacks are shorter, so the nodes are linked by depth.
    for (const node of byDepth(depth, nodes)) {
      const from = parent[node]!;
      const fallback = from === root ? root : this.#step(this.#fallback[from]!, unit[node]!);
      this.#fallback[node] = fallback;
      this.#nextEnd[node] = this.#ends[fallback] === -1 ? this.#nextEnd[fallback]! : fallback;
    }
  }

  /** How many literals the last text contained. */
  get count(): number {
    return this.#count;
  }

  /** The literals that the text contains, each once: the first {@link count} of the numbers, until another text is looked at. */
  find(text: string): Int32Array {
    this.#count = 0;
    // Stays within the array's 32 bits; 0 means never reported.
    this.#query = (this.#query + 1) | 0 || 1;
    let node = root;
    for (let i = 0; i < text.length; i++) {
      node = this.#step(node, text.charCodeAt(i));
      let end = this.#ends[node] === -1 ? this.#nextEnd[node]! : node;
      while (end !== root) {
        const literal = this.#ends[end]!;
        // Once reported, so were all that end with it: no position is walked twice.
        if (this.#reported[literal] === this.#query) break;
        this.#reported[literal] = this.#query;
        this.#found[this.#count++] = literal;
        end = this.#nextEnd[end]!;
      }
    }
    return this.#found;
  }

  #step(from: number, code: number): number {
    let node = from;
    while (node !== root) {
      const child = this.#edges.get(node, code);
      if (child !== root) return child;
      node = this.#fallback[node]!;
    }
    return code < asciiUnits ? this.#first[code]! : this.#edges.get(root, code);
  }
}

/** Nodes other than the root, shallow ones first. */
function byDepth(depth: Int32Array, nodes: number): Int32Array {
  let deepest = 0;
  for (let node = 1; node < nodes; node++) deepest = Math.max(deepest, depth[node]!);
  const starts = new Int32Array(deepest + 2);
  for (let node = 1; node < nodes; node++) starts[depth[node]! + 1]!++;
  for (let level = 1; level < starts.length; level++) starts[level]! += starts[level - 1]!;
  const order = new Int32Array(nodes - 1);
  for (let node = 1; node < nodes; node++) order[starts[depth[node]!]!++] = node;
  return order;
}

/** Hash table from a node and a UTF-16 unit to a child; open addressing, at most half full. */
class EdgeTable {
  #nodes = new Int32Array(64);
  #units = new Uint16Array(64);
  #children = new Int32Array(64);
  #mask = 63;
  #size = 0;

  /** The child, or 0. */
  get(node: number, unit: number): number {
    let slot = this.#slot(node, unit);
    for (;;) {
      const child = this.#children[slot]!;
      if (child === 0 || (this.#nodes[slot] === node && this.#units[slot] === unit)) return child;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** Adds an edge that is not there yet. */
  set(node: number, unit: number, child: number): void {
    if (++this.#size * 2 > this.#children.length) this.#grow();
    let slot = this.#slot(node, unit);
    while (this.#children[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#nodes[slot] = node;
    this.#units[slot] = unit;
    this.#children[slot] = child;
  }

  #slot(node: number, unit: number): number {
    const mixed = Math.imul(Math.imul(node, 0x9e3779b1) ^ unit, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & this.#mask;
  }

  #grow(): void {
    const nodes = this.#nodes;
    const units = this.#units;
    const children = this.#children;
    const capacity = children.length * 2;
    this.#nodes = new Int32Array(capacity);
    this.#units = new Uint16Array(capacity);
    this.#children = new Int32Array(capacity);
    this.#mask = capacity - 1;
    // The edge that made the table grow is counted and comes last.
    this.#size = 1;
    for (const [slot, child] of children.entries()) if (child !== 0) this.set(nodes[slot]!, units[slot]!, child);
  }
}
