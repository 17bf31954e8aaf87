/**
 * Who may speak to a studio that has no password: pages of its own address, and programs of this machine. Every request and
 * every socket passes here. The Host list shuts out DNS rebinding, the exact Origin shuts out other pages' scripts.
 */
import type { ErrorReport } from '#core/contract/errors.ts';

export interface Knock {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`, which a page cannot forge. */
  readonly fetchSite: string | undefined;
  readonly isUpgrade: boolean;
}

export interface Guard {
  /** undefined where it may pass. */
  refusal(knock: Knock): ErrorReport | undefined;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** `port` is asked at every knock: it is known only once the server listens. */
export const createGuard = ({ port }: { readonly port: () => number }): Guard => ({
  refusal: ({ method, host, origin, fetchSite, isUpgrade }) => {
    const hosts = loopbackNames.map((name) => `${name}:${port()}`);
    if (host === undefined || !hosts.includes(host.toLowerCase())) {
      return report(
        'host_refused',
        'This address is not the studio’s own. Open it as http://127.0.0.1 or http://localhost.',
      );
    }
    if (safeMethods.has(method) && !isUpgrade) return undefined;
    const isForeign = origin !== undefined && !hosts.some((own) => origin === `http://${own}`);
    const isCrossSite = fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none';
    return isForeign || isCrossSite
      ? report('origin_refused', 'Another page may not change anything in the studio.')
      : undefined;
  },
});

const report = (code: 'host_refused' | 'origin_refused', message: string): ErrorReport => ({
  code,
  message,
  facts: {},
});
