import {spawn} from '@lydell/node-pty';

/** A terminal's window as a process of its own, which can be killed: it runs the command that it is given. */
const [command = '', ...args] = process.argv.slice(2);
const pty = spawn(command, args, {name: 'xterm-256color', cols: 80, rows: 24, env: process.env});
pty.onData(data => process.stdout.write(data));
