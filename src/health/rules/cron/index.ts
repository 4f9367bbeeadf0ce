import type {Rule} from '../../rule.ts';

export const cronRules: readonly Rule[] = [];
