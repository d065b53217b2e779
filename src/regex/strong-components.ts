/** The strongly connected components of a graph, each before those that lead to it (Tarjan, without recursion). */
export function components(follow: readonly ReadonlyMap<number, unknown>[]): number[][] {
  const index = new Int32Array(follow.length).fill(-1);
  const low = new Int32Array(follow.length);
  const onStack = new Uint8Array(follow.length);
  const stack: number[] = [];
  const found: number[][] = [];
  let next = 0;
  for (let root = 0; root < follow.length; root++) {
    if (index[root] !== -1) continue;
    const work: { node: number; edges: Iterator<number> }[] = [];
    const enter = (node: number): void => {
      index[node] = low[node] = next++;
      stack.push(node);
      onStack[node] = 1;
      work.push({ node, edges: follow[node]!.keys() });
    };
    enter(root);
    while (work.length > 0) {
      const { node, edges } = work.at(-1)!;
      const edge = edges.next();
      if (edge.done !== true) {
        if (index[edge.value] === -1) enter(edge.value);
        else if (onStack[edge.value] === 1) low[node] = Math.min(low[node]!, index[edge.value]!);
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent !== undefined) low[parent.node] = Math.min(low[parent.node]!, low[node]!);
      if (low[node] !== index[node]) continue;
      const component = stack.splice(stack.indexOf(node));
      for (const member of component) onStack[member] = 0;
      found.push(component);
    }
  }
  return found;
}
