'use client';
/** What the studio runs on, asked anew by each page that shows it. */
import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';

export const useSystem = () =>
  useQuery({ queryKey: queryKeys.system, queryFn: () => unwrap(api.GET('/api/system')), staleTime: 0 });
