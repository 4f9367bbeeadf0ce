import type {Rule} from '../rule.ts';
import {cronRules} from './cron/index.ts';

/** Every way to be unwell that is looked for. */
export const allRules: readonly Rule[] = [...cronRules];
