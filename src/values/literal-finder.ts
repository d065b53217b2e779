/** Root of the tree; also "no child", as nothing leads back to the root. */
const root = 0;
const asciiUnits = 128;
/** Places in the table of shallow nodes: many indexes of a run have finders of their own. */
const maxPlaces = 2_048;

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
  /** The same beginning with the node itself. */
  readonly #firstEnd: Int32Array;
  readonly #edges: EdgeTable;
  readonly #shallow: ShallowNodes;
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
    this.#firstEnd = new Int32Array(nodes);
    this.#reported = new Int32Array(literals.length);
    this.#found = new Int32Array(literals.length);
    const order = byDepth(depth, nodes);
    // Fallbacks are shorter, so the nodes are linked by depth.
    for (const node of order) {
      const from = parent[node]!;
      const fallback = from === root ? root : this.#step(this.#fallback[from]!, unit[node]!);
      this.#fallback[node] = fallback;
      this.#nextEnd[node] = this.#firstEnd[fallback]!;
      this.#firstEnd[node] = this.#ends[node] === -1 ? this.#nextEnd[node]! : node;
    }
    this.#shallow = new ShallowNodes(order, { parent, unit, fallback: this.#fallback });
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
    const firstEnd = this.#firstEnd;
    const { classes, rows, next } = this.#shallow;
    let node = root;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const row = rows[node]!;
      if (row === -1 || code >= asciiUnits) node = this.#step(node, code);
      else node = next[row + classes[code]!]!;
      let end = firstEnd[node]!;
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
    return this.#edges.get(root, code);
  }
}

interface LinkedNodes {
  readonly parent: Int32Array;
  /** The unit that leads from the parent to a node. */
  readonly unit: Uint16Array;
  readonly fallback: Int32Array;
}

/**
 * Where each ASCII unit leads from the nodes near the root, at which a walk is nearly all the time: read from a table, without
 * looking for children and falling back.
 */
class ShallowNodes {
  /** Class of an ASCII unit; 0 for those of no literal. */
  readonly classes = new Uint8Array(asciiUnits);
  /** Where the row of a node begins, or -1. */
  readonly rows: Int32Array;
  readonly next: Int32Array;

  /** `order`: all nodes but the root, shallow ones first. */
  constructor(order: Int32Array, { parent, unit, fallback }: LinkedNodes) {
    let width = 1;
    for (const node of order) {
      const code = unit[node]!;
      if (code < asciiUnits && this.classes[code] === 0) this.classes[code] = width++;
    }
    const most = Math.min(order.length, Math.floor(maxPlaces / width));
    this.rows = new Int32Array(order.length + 1).fill(-1);
    this.next = new Int32Array((most + 1) * width);
    this.rows[root] = 0;
    for (let at = 0; at < most; at++) this.rows[order[at]!] = (at + 1) * width;
    for (const node of order) {
      const row = this.rows[parent[node]!]!;
      if (row !== -1 && unit[node]! < asciiUnits) this.next[row + this.classes[unit[node]!]!] = node;
    }
    // What a node has no child for, its fallback decides, which is shallower.
    for (let at = 0; at < most; at++) {
      const row = this.rows[order[at]!]!;
      const other = this.rows[fallback[order[at]!]!]!;
      for (let place = 1; place < width; place++) {
        if (this.next[row + place] === root) this.next[row + place] = this.next[other + place]!;
      }
    }
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
