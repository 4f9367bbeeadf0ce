import type {Rule} from '../../rule.ts';
import {deaf} from './deaf.ts';
import {gaps} from './gaps.ts';
import {lost} from './lost.ts';
import {reconnecting} from './reconnecting.ts';
import {slowEcho} from './slow-echo.ts';

/** Every way for listening to be unwell. */
export const listenRules: readonly Rule[] = [lost, deaf, slowEcho, reconnecting, gaps];
