import {spawn} from 'node:child_process';
import type {AlertChannel} from '../../../config/alert-settings.ts';
import {spanWords} from '../../../health/rules/wording.ts';
import {toPlainText} from '../../plain-text.ts';
import {type Channel, failed, type SendVerdict, sendTimeoutMs, sent} from './channel.ts';

/** Of what a hook says on standard error, this much is kept. */
const keptErrorBytes = 2_000;

/**
 * Runs a command of the operator's with the message as JSON on its standard input; it must end with 0 in time. It gets a
 * process group of its own, so that what it has started ends with it when it takes too long.
 */
export function createExecHook(
  {name, command}: Extract<AlertChannel, {kind: 'exec'}>,
  {timeoutMs = sendTimeoutMs}: {timeoutMs?: number} = {},
): Channel {
  return {name, send: message => runHook(command, JSON.stringify(message), timeoutMs)};
}

function runHook(command: string, input: string, timeoutMs: number): Promise<SendVerdict> {
  return new Promise(done => {
    const child = spawn(command, {shell: true, detached: true, stdio: ['pipe', 'ignore', 'pipe']});
    let complaint = '';
    let isLate = false;
    const endGroup = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    const timer = setTimeout(() => {
      isLate = true;
      endGroup();
      // A grandchild that left the group may hold the pipe open for ever.
      child.stderr.destroy();
    }, timeoutMs);
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      if (complaint.length < keptErrorBytes) complaint += chunk;
    });
    // A hook need not read what it is told.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', error => {
      clearTimeout(timer);
      done(failed(`could not be started: ${toPlainText(error.message, 200)}`));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (isLate) return done(failed(`was ended: it took longer than ${spanWords(timeoutMs)}`));
      if (code === 0) return done(sent);
      const how = signal === null ? `ended with ${code}` : `was ended by ${signal}`;
      const why = toPlainText(complaint, 200);
      done(failed(why === '' ? how : `${how}: ${why}`));
    });
  });
}
