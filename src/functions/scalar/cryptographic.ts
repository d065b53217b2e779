import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { scalarText } from '../../values/coerce.js';
import { isMultivalue } from '../../values/value.js';
import { defineFunction, type ScalarFunction } from '../define.js';

/** A digest function: lower-case hex of the hash of the text's UTF-8 bytes. */
function digest(name: string, title: string, hash: (bytes: Uint8Array) => Uint8Array, ofAbc: string): ScalarFunction {
  return defineFunction({
    name,
    group: 'cryptographic',
    summary: `The ${title} hash of a text, as lower-case hexadecimal digits.`,
    parameters: [{ name: 'text', type: 'string', text: 'Hashed as UTF-8.' }],
    result: 'string',
    total: true,
    examples: [
      { expression: `${name}("abc")`, result: ofAbc },
      { expression: `${name}(absent)`, result: null },
    ],
    evaluate([value]) {
      if (value === null || value === undefined || isMultivalue(value)) return null;
      return bytesToHex(hash(utf8ToBytes(scalarText(value))));
    },
  });
}

/** Cryptographic functions (spl-core 3.3). */
export const cryptographicFunctions: readonly ScalarFunction[] = [
  digest('md5', 'MD5', md5, '900150983cd24fb0d6963f7d28e17f72'),
  digest('sha1', 'SHA-1', sha1, 'a9993e364706816aba3e25717850c26c9cd0d89d'),
  digest('sha256', 'SHA-256', sha256, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
  digest(
    'sha512',
    'SHA-512',
    sha512,
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  ),
];
