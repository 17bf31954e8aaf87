/** Which settings of a run a change really changes. */
import type { SettingChange } from '#core/contract/run-log.ts';
import { settingLeaves } from './setting-leaves.ts';

/** One for each value that is another than before. */
export const settingChanges = (before: object, after: object): SettingChange[] => {
  const was = new Map(settingLeaves(before).map(([path, value]) => [path, asJson(value)]));
  return settingLeaves(after).flatMap(([path, value]) => {
    const [from, to] = [was.get(path) ?? asJson(null), asJson(value)];
    return from === to ? [] : [{ path, from, to }];
  });
};

const asJson = (value: unknown): string => JSON.stringify(value ?? null);
