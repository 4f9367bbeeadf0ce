import type {ListenState} from '../db/listen-state.ts';
import type {PipelineLog} from './pipeline-log.ts';

/** Tells the log when hearing is lost and regained: the worker goes on without, only later. */
export function describeEars(log: PipelineLog): (state: ListenState) => void {
  let told: ListenState['link'] = 'connecting';
  return ({link, problem, gaps, echo}) => {
    if (link === told) return;
    told = link;
    if (link === 'live') {
      log({level: 'info', text: 'hears notifications', facts: {gaps, echoMs: echo?.tookMs ?? null}});
    } else if (link !== 'connecting') {
      const why = problem === null ? '' : `: ${problem.what} (${problem.why})`;
      const text = `${link === 'deaf' ? 'is deaf' : 'hears nothing'}, polls instead${why}`;
      log({level: 'warning', text, facts: {link}});
    }
  };
}
