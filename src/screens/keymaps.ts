import type {KeymapPlace} from '../app/keys/check-overrides.ts';
import {listKeys} from '../app/keys/list.keys.ts';
import {programKeys} from '../app/keys/program.keys.ts';
import {confirmKeys} from '../app/overlays/confirm.keys.ts';
import {copiedKeys} from '../app/overlays/copied.keys.ts';
import {helpKeys, helpSearchKeys} from '../app/overlays/help.keys.ts';
import {logKeys} from '../app/overlays/log.keys.ts';
import {paletteKeys} from '../app/overlays/palette.keys.ts';
import {promptKeys} from '../app/overlays/prompt.keys.ts';
import {agentsKeys} from './agents/agents.keys.ts';
import {cronKeys} from './cron/cron.keys.ts';
import {doctorKeys} from './doctor/doctor.keys.ts';
import {eventsKeys, payloadKeys} from './events/events.keys.ts';
import {chooserKeys, explainKeys, historyKeys, nodeKeys} from './explain/explain.keys.ts';
import {lanesKeys} from './lanes/lanes.keys.ts';
import {overviewKeys} from './overview/overview.keys.ts';
import {definitionKeys, viewsKeys} from './views/views.keys.ts';

/** Every keymap of the monitor, in the order in which people read of them, and where its keys are valid. */
export const keymapPlaces: readonly KeymapPlace[] = [
  {keymap: programKeys, level: 'program'},
  {keymap: listKeys, level: 'list'},
  {keymap: overviewKeys, level: 'screen', hasList: true},
  {keymap: cronKeys, level: 'screen', hasList: true},
  {keymap: eventsKeys, level: 'screen', hasList: true},
  {keymap: payloadKeys, level: 'screen', hasList: true},
  {keymap: viewsKeys, level: 'screen', hasList: true},
  {keymap: definitionKeys, level: 'screen', hasList: true},
  {keymap: lanesKeys, level: 'screen', hasList: true},
  {keymap: agentsKeys, level: 'screen', hasList: true},
  {keymap: explainKeys, level: 'screen', hasList: true},
  {keymap: chooserKeys, level: 'screen', hasList: true},
  {keymap: nodeKeys, level: 'screen', hasList: true},
  {keymap: historyKeys, level: 'screen', hasList: true},
  {keymap: doctorKeys, level: 'screen', hasList: true},
  {keymap: confirmKeys, level: 'box'},
  {keymap: promptKeys, level: 'box', takesText: true},
  {keymap: paletteKeys, level: 'box', takesText: true},
  {keymap: helpKeys, level: 'box'},
  {keymap: helpSearchKeys, level: 'box', takesText: true},
  {keymap: logKeys, level: 'box'},
  {keymap: copiedKeys, level: 'box'},
];
