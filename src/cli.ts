import process from 'node:process';
import {refuseOldNode} from './launcher/node-version.ts';

/*
 * The entry: nothing but the Node check may run before it is known that this Node can run the rest. Everything else is
 * imported afterwards; in the bundle, too, its modules are evaluated only then.
 */
const refusal = refuseOldNode(process.versions.node);
if (refusal) {
  process.stderr.write(refusal);
  process.exitCode = 2;
} else {
  // React and its kin choose their production build when they are loaded.
  process.env.NODE_ENV ??= 'production';
  import('./main.ts')
    .then(({main}) => main(process.argv.slice(2)))
    .catch(error => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exitCode = 1;
    });
}
