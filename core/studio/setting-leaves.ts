/** Settings one by one, by the path of each name as `schedule.warmUpIterations`; a list is one value. */
export const settingLeaves = (value: object, prefix = ''): [string, unknown][] =>
  Object.entries(value).flatMap(([key, child]): [string, unknown][] =>
    child !== null && typeof child === 'object' && !Array.isArray(child)
      ? settingLeaves(child, `${prefix}${key}.`)
      : [[prefix + key, child]],
  );
