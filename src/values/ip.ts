/**
 * An IP address as 32-bit words, most significant first: one word for IPv4, four for IPv6. The two families never
 * match each other.
 */
export type IpAddress = readonly number[];

/** A network: addresses whose first `prefix` bits equal those of `address`. Host bits are ignored (spl-core 3.1). */
export interface Cidr {
  readonly address: IpAddress;
  readonly prefix: number;
}

/** A dotted IPv4 address as an unsigned 32-bit number, or null. Leading zeros are refused: readers disagree on them. */
export function parseIpv4(text: string): number | null {
  if (text.length < 7 || text.length > 15) return null;
  let result = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46) {
      if (digits === 0 || ++dots > 3) return null;
      result = result * 256 + part;
      part = 0;
      digits = 0;
    } else if (code >= 48 && code <= 57) {
      if (digits > 0 && part === 0) return null;
      part = part * 10 + (code - 48);
      if (part > 255) return null;
      digits++;
    } else return null;
  }
  return dots === 3 && digits > 0 ? result * 256 + part : null;
}

const group = /^[0-9a-fA-F]{1,4}$/;

/** An IPv6 address (RFC 4291 text, letters in any case, IPv4 tail allowed, no zone id), or null. */
export function parseIpv6(text: string): IpAddress | null {
  if (text.length < 2 || text.length > 45 || !text.includes(':')) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0]!, halves.length === 1);
  const tail = halves.length === 2 ? groupsOf(halves[1]!, true) : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...new Array<number>(missing).fill(0), ...tail];
  const words: number[] = [];
  for (let i = 0; i < 8; i += 2) words.push(groups[i]! * 65_536 + groups[i + 1]!);
  return words;
}

function groupsOf(text: string, mayEndInIpv4: boolean): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (group.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const embedded = mayEndInIpv4 && i === parts.length - 1 ? parseIpv4(part) : null;
    if (embedded === null) return null;
    groups.push(Math.floor(embedded / 65_536), embedded % 65_536);
  }
  return groups;
}

/** An IPv4 or IPv6 address, or null. */
export function parseIp(text: string): IpAddress | null {
  const ipv4 = parseIpv4(text);
  return ipv4 === null ? parseIpv6(text) : [ipv4];
}

/** `<address>/<prefix>`, or null when the text is not a network. */
export function parseCidr(text: string): Cidr | null {
  const slash = text.indexOf('/');
  if (slash < 0) return null;
  const length = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(length)) return null;
  const address = parseIp(text.slice(0, slash));
  const prefix = Number(length);
  return address === null || prefix > address.length * 32 ? null : { address, prefix };
}

/** A network as {@link parseCidr} reads it, or a single address as the network of just itself. */
export function parseNetwork(text: string): Cidr | null {
  const cidr = parseCidr(text);
  if (cidr !== null) return cidr;
  const address = parseIp(text);
  return address === null ? null : { address, prefix: address.length * 32 };
}

/** Whether the text is an address of the network; anything that is no address is not. */
export function cidrContains(cidr: Cidr, text: string): boolean {
  const { address, prefix } = cidr;
  if (address.length === 1) {
    const candidate = parseIpv4(text);
    return candidate !== null && sameBits(candidate, address[0]!, prefix);
  }
  const candidate = parseIpv6(text);
  if (candidate === null) return false;
  for (let word = 0; word < 4; word++) {
    if (!sameBits(candidate[word]!, address[word]!, Math.max(0, Math.min(32, prefix - word * 32)))) return false;
  }
  return true;
}

/** Whether two 32-bit words agree in their first bits; a shift by 32 would be a shift by 0. */
function sameBits(a: number, b: number, bits: number): boolean {
  return bits === 0 || (a ^ b) >>> (32 - bits) === 0;
}

/** An IPv4 number as dotted text. */
export function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
