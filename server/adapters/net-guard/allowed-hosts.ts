/** The hosts that the operator lets through although they are private or speak on another port: `name`, `name:port`, `[::1]:port`. */
import { StudioError } from '#core/contract/errors.ts';

export interface DialTarget {
  /** As a URL has it: lower case, an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
}

/** Without a port an entry opens these. */
export const webPorts: readonly number[] = [80, 443];

/** @throws StudioError bad_request naming the entry that is none */
export const readAllowedHosts = (entries: readonly string[]): ((target: DialTarget) => boolean) => {
  const open = new Set(entries.flatMap(targetsOf).map(keyOf));
  return (target) => open.has(keyOf(target));
};

const targetsOf = (entry: string): DialTarget[] => {
  const port = /:(\d+)$/.exec(entry.replace(/^\[[^\]]*\]/, ''))?.[1];
  const host = hostOf(`http://${entry}/`);
  if (host === undefined) {
    throw new StudioError('bad_request', `"${entry}" among the allowed hosts is no host and no host:port.`);
  }
  return (port === undefined ? webPorts : [Number(port)]).map((number) => ({ host, port: number }));
};

const hostOf = (address: string): string | undefined => {
  const url = URL.parse(address);
  if (url?.pathname !== '/' || url.username !== '' || url.search !== '' || url.hash !== '') return undefined;
  return bareHost(url);
};

/** The host of a URL as it is dialled. */
export const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

export const portOf = ({ port, protocol }: URL): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);

const keyOf = ({ host, port }: DialTarget): string => `${host} ${port}`;
