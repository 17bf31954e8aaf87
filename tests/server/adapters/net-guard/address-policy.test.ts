import { BlockList, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusedRange } from '#server/adapters/net-guard/address-policy.ts';

describe('addresses that may be dialled', () => {
  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '93.184.215.14',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '2606:4700::1111',
  ])('%s is public', (address) => expect(refusedRange(address)).toBeUndefined());

  test.each(['', 'public.test', '127.1x', '1.2.3.4.5', '::g'])('%j is no address and is refused', (address) =>
    expect(refusedRange(address)).toBeDefined(),
  );

  test('no address of the ranges IANA sets apart passes, whichever of their addresses is drawn', () => {
    fc.assert(
      fc.property(fc.constantFrom(...setApart), fc.nat(), fc.nat(), (range, high, low) => {
        const address = addressIn(range, (BigInt(high) << 32n) | BigInt(low));
        expect(refusedRange(address), `${address} of ${range}`).toBeDefined();
      }),
      { numRuns: 2000 },
    );
  });

  test('what passes lies outside of all those ranges by another implementation as well', () => {
    const list = new BlockList();
    for (const range of setApart) {
      // Node's list takes the mapped range to mean all of IPv4.
      if (range === '::ffff:0:0/96') continue;
      const [base = '', bits = ''] = range.split('/');
      list.addSubnet(base, Number(bits), isIPv6(base) ? 'ipv6' : 'ipv4');
    }
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        if (refusedRange(address) !== undefined) return;
        expect(list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'), address).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });
});

/** Typed over from the IANA IPv4 and IPv6 special-purpose address registries, with multicast, as read in 2026. */
const setApart = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['::/128', '::1/128', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '100:0:0:1::/64'],
  ...['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20', '5f00::/16', 'fc00::/7'],
  ...['fe80::/10', 'fec0::/10', 'ff00::/8'],
];

const addressIn = (range: string, offset: bigint): string => {
  const [base = '', bits = '0'] = range.split('/');
  const width = isIPv6(base) ? 128n : 32n;
  const within = offset % (1n << (width - BigInt(bits)));
  const value = numberOf(base) + within;
  return width === 32n ? dotted(value) : colons(value);
};

const numberOf = (address: string): bigint => {
  if (!isIPv6(address)) return address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  const [head = '', tail = ''] = address.split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array(8 - (before?.length ?? 0) - (after?.length ?? 0)).fill('0');
  return [...(before ?? []), ...zeros, ...(after ?? [])].reduce(
    (sum, group) => (sum << 16n) | BigInt(`0x${group}`),
    0n,
  );
};

const dotted = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');

const colons = (value: bigint): string =>
  [7n, 6n, 5n, 4n, 3n, 2n, 1n, 0n].map((index) => ((value >> (index * 16n)) & 0xffffn).toString(16)).join(':');
