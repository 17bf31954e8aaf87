'use client';
/** What lies in the folders of the server that are open for import, and taking some of it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';

/** Files come and go without telling: looked at anew whenever a folder is opened. */
export const useServerFolder = (path: string | null) =>
  useQuery({
    queryKey: ['server-folders', path],
    queryFn: () => unwrap(api.GET('/api/server-folders', { params: { query: path === null ? {} : { path } } })),
    staleTime: 0,
  });

export function useImportPaths(personId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (paths: string[]) => unwrap(api.POST('/api/server-folders/imports', { body: { personId, paths } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.clips(personId) }),
  });
}
