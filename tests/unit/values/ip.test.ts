import { describe, expect, it } from 'vitest';
import { cidrContains, formatIpv4, parseCidr, parseIpv4, parseIpv6, parseNetwork } from '../../../src/values/ip.js';

describe('addresses', () => {
  it.each([
    ['0.0.0.0', 0],
    ['10.1.2.3', 0x0a010203],
    ['255.255.255.255', 0xffffffff],
  ])('%s', (text, number) => {
    expect(parseIpv4(text)).toBe(number);
    expect(formatIpv4(number)).toBe(text);
  });

  it.each(['', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1..2.3', '1.2.3.', ' 1.2.3.4', 'a.b.c.d', '-1.2.3.4'])(
    '%j is no IPv4 address',
    (text) => {
      expect(parseIpv4(text)).toBeNull();
    },
  );

  it.each([
    ['::', [0, 0, 0, 0]],
    ['::1', [0, 0, 0, 1]],
    ['2001:DB8::ff00:42', [0x20010db8, 0, 0, 0xff000042]],
    ['1:2:3:4:5:6:7:8', [0x10002, 0x30004, 0x50006, 0x70008]],
    ['::ffff:1.2.3.4', [0, 0, 0xffff, 0x01020304]],
    ['1::', [0x10000, 0, 0, 0]],
  ])('%s', (text, words) => {
    expect(parseIpv6(text)).toEqual(words);
  });

  it.each([
    '',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'g::',
    '1.2.3.4::',
    'fe80::1%eth0',
    '1.2.3.4',
  ])('%j is no IPv6 address', (text) => {
    expect(parseIpv6(text)).toBeNull();
  });
});

describe('networks', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.56', true],
    ['192.0.2.0/24', '192.0.3.56', false],
    ['182.236.164.11/16', '182.236.1.1', true],
    ['0.0.0.0/0', '255.1.1.1', true],
    ['128.0.0.0/1', '200.1.1.1', true],
    ['10.0.0.1/32', '10.0.0.1', true],
    ['10.0.0.1/32', '10.0.0.2', false],
    ['10.0.0.0/8', 'x', false],
    ['10.0.0.0/8', '::ffff:10.0.0.1', false],
    ['2001:db8::/32', '2001:DB8:ffff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['fe80::/10', 'febf::1', true],
    ['fe80::/10', 'fec0::1', false],
    ['::/0', '1.2.3.4', false],
  ])('%s and %s: %s', (network, address, inside) => {
    expect(cidrContains(parseCidr(network)!, address)).toBe(inside);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', '10.0.0/8', '::/129', 'a/b', '1.2.3.4/1/2'])(
    '%j is no network',
    (text) => {
      expect(parseCidr(text)).toBeNull();
    },
  );

  it('takes a single address as a network where asked', () => {
    expect(parseNetwork('10.0.0.1')).toEqual({ address: [0x0a000001], prefix: 32 });
    expect(parseNetwork('host')).toBeNull();
  });
});
