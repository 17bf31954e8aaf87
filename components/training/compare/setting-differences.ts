/** Which settings of runs differ: one row each, by the path of its name, with a value for every run. */
import { settingLeaves } from '#core/studio/setting-leaves.ts';

export interface SettingDifference {
  /** As `schedule.warmUpIterations`. */
  readonly path: string;
  /** In the order of the runs; undefined where a run does not have it. */
  readonly values: readonly unknown[];
}

export const settingDifferences = (settings: readonly object[]): SettingDifference[] => {
  const flat = settings.map((each) => new Map(settingLeaves(each)));
  const paths = [...new Set(flat.flatMap((each) => [...each.keys()]))];
  return paths
    .map((path) => ({ path, values: flat.map((each) => each.get(path)) }))
    .filter(({ values }) => new Set(values.map((value) => JSON.stringify(value))).size > 1);
};
