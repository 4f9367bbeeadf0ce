import nodeModule from 'node:module';

/*
 * The program's launcher where it is installed: V8's code for the bundle beside it is kept from one start to the next,
 * which only a file other than the bundle can ask for. The bundle also runs without it. Old Nodes know no such cache.
 */
nodeModule.enableCompileCache?.();
const bundle = './lanewatch.mjs';
await import(bundle);
