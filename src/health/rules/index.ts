import type {Rule} from '../rule.ts';
import {cronRules} from './cron/index.ts';
import {listenRules} from './listen/index.ts';
import {pipelineRules} from './pipeline/index.ts';
import {viewRules} from './views/index.ts';

/** Every way to be unwell that is looked for. */
export const allRules: readonly Rule[] = [...cronRules, ...viewRules, ...pipelineRules, ...listenRules];
