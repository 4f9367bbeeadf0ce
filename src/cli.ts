import process from 'node:process';

/*
 * The entry: nothing but the Node check may run before it is known that this Node can run the rest. Everything else is
 * imported afterwards; in the bundle, too, its modules are evaluated only then.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`lanewatch needs Node 22.18 or newer; this is Node ${process.versions.node}.\n`);
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
