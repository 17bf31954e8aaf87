/**
 * Ways in which a URL asks for a private address without looking like it, or for something that is no web page. The names
 * resolve as `resolveTrick` says; `public.test` is a public host, so that chains and mixtures can be made with it.
 */

const publicAddress = '93.184.215.14';

const loopback = [
  ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '017700000001', '0x7f000001', '0x7f.0.0.1', '0177.0.0.1'],
  ...['0x7f.1', '127.0.0.1.', '127.255.255.254', '0177.0.0.0x1', '127.0x1', '0', '0.0.0.0', '0.0.0.1', '00.0.0.0'],
  ...['%31%32%37.0.0.1', '127。0。0。1', '①②⑦.⓪.⓪.①', '１２７.０.０.１', '127.0.0.1%2e'],
];

const privateRanges = [
  ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  ...['3232235521', '0xa000001', '012.0.0.1', '100.64.0.1', '100.127.255.255', '100.100.100.200'],
];

const metadata = [
  ...['169.254.169.254', '2852039166', '0xa9fea9fe', '0xa9.0xfe.0xa9.0xfe', '0251.0376.0251.0376', '169.254.43518'],
  ...['169.254.170.2', '192.0.0.192', '168.63.129.16', '[fd00:ec2::254]', '[fd20:ce::254]'],
];

const reserved = [
  ...['224.0.0.1', '239.255.255.250', '255.255.255.255', '198.18.0.1', '198.19.255.255', '192.0.2.1'],
  ...['198.51.100.1', '203.0.113.1', '240.0.0.1', '192.88.99.1'],
];

const six = [
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]'],
  ...['[::ffff:0:127.0.0.1]', '[64:ff9b::127.0.0.1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::7f00:1]'],
  ...['[2002:7f00:1::]', '[2002:a00:1::1]', '[2001:0:7f00:1::]', '[fc00::1]', '[fe80::1]', '[fe80::1%25lo]'],
  ...['[fec0::1]', '[ff02::1]', '[2001:db8::1]', '[100::1]', '[3fff::1]', '[5f00::1]', '[4000::1]', '[2001:10::1]'],
  ...['[::ffff:169.254.169.254]', '[::ffff:0a00:0001]'],
];

const names: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1'],
  'foo.localhost': ['::1'],
  'ip6-localhost': ['::1'],
  'metadata.google.internal': ['169.254.169.254'],
  '127.0.0.1.nip.test': ['127.0.0.1'],
  'private.test': ['10.1.2.3'],
  'mixed.test': [publicAddress, '127.0.0.1'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'nat64.test': ['64:ff9b::7f00:1'],
  'zone.test': ['fe80::1%1'],
  'xn--e28h.test': ['192.168.1.1'],
  'no-address.test': ['not an address'],
};

const hosts = [
  ...loopback,
  ...privateRanges,
  ...metadata,
  ...reserved,
  ...six,
  ...Object.keys(names),
  'LOCALHOST',
  '🏠.test',
];

/** Read one way by one parser and another way by the next. */
const confused = [
  'http://public.test@127.0.0.1/clip.mp4',
  'http://public.test:80@127.0.0.1/clip.mp4',
  'http://public.test%40127.0.0.1/clip.mp4',
  'http://127.0.0.1\\@public.test/clip.mp4',
  'http://public.test\\@127.0.0.1/clip.mp4',
  'http://127.0.0.1#@public.test/clip.mp4',
  'http://127.0.0.1?@public.test/clip.mp4',
  'http:127.0.0.1/clip.mp4',
  'http:///127.0.0.1/clip.mp4',
  'http://127.0.0.1 .public.test/clip.mp4',
];

const ports = [22, 25, 0, 6379, 8080, 11211, 65535].map((port) => `http://public.test:${port}/clip.mp4`);

const schemes = [
  'file:///etc/passwd',
  'ftp://127.0.0.1/clip.mp4',
  'ftp://public.test/clip.mp4',
  'gopher://127.0.0.1:80/_GET',
  'dict://127.0.0.1:80/x',
  'ws://127.0.0.1/clip.mp4',
  'rtmp://127.0.0.1/clip',
  'rtsp://127.0.0.1/clip',
  'data:video/mp4;base64,AAAA',
  'javascript:alert(1)',
  'unix:/var/run/docker.sock',
  'https://127.0.0.1:8443/clip.mp4',
];

export const trickUrls: readonly string[] = [
  ...hosts.map((host) => `http://${host}/clip.mp4`),
  ...confused,
  ...ports,
  ...schemes,
];

/** `host:port` as a client asks a proxy for a tunnel. */
export const trickAuthorities: readonly string[] = [
  ...hosts.map((host) => `${host}:443`),
  ...['public.test:22', 'public.test:25', 'user@127.0.0.1:443', '127.0.0.1#:443', '127.0.0.1/:443', '127.0.0.1'],
  ...['/etc/passwd:443', '\\127.0.0.1:443', 'http://127.0.0.1:443', ':443', 'public.test:99999'],
];

let askedForRebind = 0;

/** A resolver like one an attacker runs: the name `rebind.test` is public when first asked for, and ours ever after. */
export const resolveTrick = async (host: string): Promise<readonly string[]> => {
  if (host === 'public.test') return [publicAddress];
  if (host === 'rebind.test') {
    askedForRebind += 1;
    return [askedForRebind === 1 ? publicAddress : '127.0.0.1'];
  }
  const found = names[host] ?? names[host.toLowerCase()];
  if (found) return found;
  throw new Error(`no such name: ${host}`);
};

export const isPublicInTests = (address: string): boolean => address === publicAddress;
