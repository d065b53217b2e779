/**
 * A MaxMind database with records for IPv4 networks, written after the format's specification (version 2): a tree of 24-bit
 * records, 16 zero bytes, data, a marker and metadata. For tests only.
 */
export function smallMmdb(networks: readonly { readonly bits: string; readonly record: object }[]): Buffer {
  const nodes: [number | undefined, number | undefined][] = [[undefined, undefined]];
  const data: number[] = [];
  const leaves: { readonly node: number; readonly side: 0 | 1; readonly offset: number }[] = [];
  for (const { bits, record } of networks) {
    let node = 0;
    for (let i = 0; i < bits.length - 1; i++) {
      const side = bits[i] === '1' ? 1 : 0;
      let next = nodes[node]![side];
      if (next === undefined) {
        next = nodes.push([undefined, undefined]) - 1;
        nodes[node]![side] = next;
      }
      node = next;
    }
    leaves.push({ node, side: bits.at(-1) === '1' ? 1 : 0, offset: data.length });
    data.push(...encode(record));
  }
  for (const { node, side, offset } of leaves) nodes[node]![side] = nodes.length + 16 + offset;
  const tree = nodes.flatMap((pair) => pair.flatMap((each) => uint(each ?? nodes.length, 3)));
  const metadata = encode({
    node_count: nodes.length,
    record_size: 24,
    ip_version: 4,
    database_type: 'GeoLite2-City',
    languages: ['en'],
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    description: { en: 'test' },
  });
  const marker = [0xab, 0xcd, 0xef, ...Buffer.from('MaxMind.com')];
  return Buffer.from([...tree, ...new Array<number>(16).fill(0), ...data, ...marker, ...metadata]);
}

function uint(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => (value >>> (8 * (bytes - 1 - i))) & 255);
}

function encode(value: unknown): number[] {
  if (typeof value === 'string') {
    const bytes = [...Buffer.from(value)];
    return [(2 << 5) | bytes.length, ...bytes];
  }
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return [(6 << 5) | 4, ...uint(value, 4)];
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return [(3 << 5) | 8, ...bytes];
  }
  if (Array.isArray(value)) return [value.length, 11 - 7, ...value.flatMap(encode)];
  const entries = Object.entries(value as object);
  return [(7 << 5) | entries.length, ...entries.flatMap(([key, each]) => [...encode(key), ...encode(each)])];
}
