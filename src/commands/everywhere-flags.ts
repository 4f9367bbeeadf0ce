import type {FlagSpecs} from '../config/flags.ts';

/** Understood by every command, and answered before it runs. */
export const everywhereFlags = {
  help: {type: 'boolean', shortFlag: 'h', default: false, help: 'Show help.'},
  version: {type: 'boolean', default: false, help: 'Show the version.'},
} as const satisfies FlagSpecs;
