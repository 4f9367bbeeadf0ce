import type {PlanRule} from './rule.ts';

/** Planner settings that are not the default; where the schemas are is not one a person would wonder about. */
export const changedSettings: PlanRule = {
  id: 'changed-settings',
  check({document}) {
    const changed = Object.entries(document.Settings ?? {}).filter(([name]) => name !== 'search_path');
    if (changed.length === 0) return null;
    return {
      severity: 'info',
      text: `Planned with ${changed.map(([name, value]) => `${name} = ${value}`).join(', ')}.`,
    };
  },
};
