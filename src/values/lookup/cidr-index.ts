import { type IpAddress, parseIp, parseNetwork } from '../ip.js';

/**
 * Finds which of many networks an address lies in: one hash table per family and prefix length. Texts that are neither
 * a network nor an address match themselves only.
 */
export class CidrIndex {
  /** For IPv4 and IPv6, by prefix length: the first bits of the address to the networks written that way. */
  readonly #families: readonly [
    Map<number, Map<string | number, number[]>>,
    Map<number, Map<string | number, number[]>>,
  ] = [new Map(), new Map()];
  readonly #texts = new Map<string, number>();

  /** The texts must be distinct; a text's number is its index. */
  constructor(networks: readonly string[]) {
    for (const [number, text] of networks.entries()) {
      const cidr = parseNetwork(text);
      if (cidr === null) {
        this.#texts.set(text, number);
        continue;
      }
      const lengths = this.#familyOf(cidr.address);
      let table = lengths.get(cidr.prefix);
      if (table === undefined) {
        table = new Map();
        lengths.set(cidr.prefix, table);
      }
      const key = firstBits(cidr.address, cidr.prefix);
      const same = table.get(key);
      if (same === undefined) table.set(key, [number]);
      else same.push(number);
    }
  }

  /** Calls back once for every network that holds the address. */
  find(text: string, found: (network: number) => void): void {
    const itself = this.#texts.get(text);
    if (itself !== undefined) found(itself);
    const address = parseIp(text);
    if (address === null) return;
    for (const [length, table] of this.#familyOf(address)) {
      const numbers = table.get(firstBits(address, length));
      if (numbers !== undefined) for (const number of numbers) found(number);
    }
  }

  #familyOf(address: IpAddress): Map<number, Map<string | number, number[]>> {
    return this.#families[address.length === 1 ? 0 : 1];
  }
}

/** The first bits of an address as a key that is unique within its family and length. */
function firstBits(address: IpAddress, length: number): string | number {
  if (address.length === 1) return wordBits(address[0]!, length);
  let key = '';
  for (let word = 0; word * 32 < length; word++) key += `${wordBits(address[word]!, length - word * 32)},`;
  return key;
}

/** The first bits of a 32-bit word; a shift by 32 would be a shift by 0. */
function wordBits(word: number, bits: number): number {
  if (bits <= 0) return 0;
  return bits >= 32 ? word : word >>> (32 - bits);
}
