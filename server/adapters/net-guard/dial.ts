/**
 * Opens a connection to a host of the public internet. Names are resolved here, on every dial, and the connection goes to the
 * very address that was judged: a name that answers differently the second time (DNS rebinding) gains nothing.
 */
import { lookup } from 'node:dns/promises';
import { isIP, connect as open, type Socket } from 'node:net';
import { StudioError } from '#core/contract/errors.ts';
import { refusedRange } from './address-policy.ts';
import { type DialTarget, webPorts } from './allowed-hosts.ts';

export type Resolve = (host: string) => Promise<readonly string[]>;

/** To an address, which is no name. */
export type Connect = (address: string, port: number) => Promise<Socket>;

/** @throws StudioError address_refused, link_unreachable */
export type Dial = (target: DialTarget) => Promise<Socket>;

export interface DialSettings {
  readonly isAllowed: (target: DialTarget) => boolean;
  /** In place of the system's resolver. */
  readonly resolve?: Resolve;
  /** In place of the system's TCP. */
  readonly connect?: Connect;
}

const timeoutMs = 15_000;
/** A name with many addresses is tried at so many. */
const triedAddresses = 3;

export const createDial = ({ isAllowed, resolve = resolveName, connect = connectTo }: DialSettings): Dial => {
  const addressesOf = async (target: DialTarget): Promise<readonly string[]> => {
    const isOpen = isAllowed(target);
    if (!isOpen && !webPorts.includes(target.port)) throw refusal(target, 'port');
    const addresses = isIP(target.host) === 0 ? await resolve(target.host) : [target.host];
    if (isOpen) return addresses;
    // One private address among public ones is a trick or a mistake: neither is dialled.
    const range = addresses.map(refusedRange).find((found) => found !== undefined);
    if (range !== undefined) throw refusal(target, range);
    return addresses;
  };

  return async (target) => {
    const addresses = await addressesOf(target);
    let failure: unknown = new Error('the name has no address');
    for (const address of addresses.slice(0, triedAddresses)) {
      try {
        return await connect(address, target.port);
      } catch (error) {
        failure = error;
      }
    }
    throw unreachable(target, failure);
  };
};

const resolveName: Resolve = async (host) => {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    throw unreachable({ host, port: 0 }, error);
  }
};

const connectTo: Connect = (address, port) =>
  new Promise((resolve, reject) => {
    const socket = open({ host: address, port, timeout: timeoutMs });
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.once('error', fail);
    socket.once('timeout', () => fail(new Error('no answer')));
    socket.once('connect', () => {
      socket.removeAllListeners('timeout').removeListener('error', fail);
      socket.setTimeout(0);
      resolve(socket);
    });
  });

const refusal = ({ host, port }: DialTarget, reason: string): StudioError =>
  new StudioError(
    'address_refused',
    reason === 'port'
      ? `${host} is asked for on port ${port}; only 80 and 443 are open.`
      : `${host} is not on the public internet, and this studio fetches from nowhere else.`,
    { facts: { host, port, reason } },
  );

const unreachable = ({ host }: Pick<DialTarget, 'host' | 'port'>, cause: unknown): StudioError =>
  new StudioError('link_unreachable', `${host} could not be reached.`, { facts: { host }, cause });
