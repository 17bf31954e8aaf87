/**
 * Which addresses of the network may be dialled: those of the public internet and no others. The ranges are ipaddr.js's, which
 * follow IANA's special-purpose registries; whatever it names as special is refused, so that a range it learns of is shut too.
 */
import ipaddr from 'ipaddr.js';

/** Why an address is not dialled, in a word of ipaddr.js (`private`, `loopback`, `rfc6052`); undefined = it may be. */
export const refusedRange = (address: string): string | undefined => {
  if (!ipaddr.isValid(address)) return 'notAnAddress';
  const parsed = ipaddr.parse(address);
  if (metadataServices.includes(parsed.toString())) return 'metadata';
  const range = parsed.range();
  if (range !== 'unicast') return range;
  // Global unicast is 2000::/3 alone (RFC 4291 2.4); outside it lie IPv4-compatible addresses and what nobody has assigned.
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(globalUnicast)) return 'unassigned';
  return undefined;
};

/** Public by its range and yet the machine's own cloud: Azure's "wire server". The others lie in link-local, shared and local ranges. */
const metadataServices: readonly string[] = ['168.63.129.16'];

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
