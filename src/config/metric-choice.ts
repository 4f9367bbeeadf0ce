/** What a person asks metrics to be read from; `auto` is the live twins where they are no older than the views. */
export const metricChoices = ['auto', 'live', 'scheduled'] as const;
export type MetricChoice = (typeof metricChoices)[number];
