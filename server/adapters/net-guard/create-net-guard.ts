/** The guard of the way out, made from the operator's list of allowed hosts. */
import type { NetGuard } from '#server/ports/net-guard.ts';
import { readAllowedHosts } from './allowed-hosts.ts';
import { createDial, type DialSettings } from './dial.ts';
import { openFilteringProxy } from './filtering-proxy.ts';
import { createGuardedFetch } from './guarded-fetch.ts';

/** @throws StudioError bad_request where an entry is no host */
export const createNetGuard = ({
  allowedHosts,
  ...system
}: { readonly allowedHosts: readonly string[] } & Pick<DialSettings, 'resolve' | 'connect'>): NetGuard => {
  const dial = createDial({ isAllowed: readAllowedHosts(allowedHosts), ...system });
  return {
    openProxy: ({ socketPath }) => openFilteringProxy({ dial, socketPath }),
    fetch: createGuardedFetch(dial),
  };
};
