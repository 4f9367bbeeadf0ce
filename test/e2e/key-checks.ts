import type {Wanted} from '../support/terminal.ts';

/** What a key must do in its place. */
export interface KeyCheck {
  /** What shows that it did it: on the screen, or that the cursor is on another row. */
  readonly see: Wanted | 'moved';
  /** Keys before it. */
  readonly before?: readonly string[];
  /** Keys that lead back; nothing where the key changes nothing but a message. */
  readonly back?: readonly string[];
}

export type KeyChecks = Readonly<Record<string, KeyCheck>>;

const esc = ['esc'];
const dialog = (see: Wanted): KeyCheck => ({see, back: esc});
const told = (see: Wanted): KeyCheck => ({see});
const plan = (query: string, screen: string): KeyCheck => ({
  see: new RegExp(`Explain · ${query}[\\s\\S]*SELF +%`),
  back: [screen],
});

/** The keys that are valid on every screen, but for those that end or suspend the program. */
export function programChecks(number: string): KeyChecks {
  return {
    'program.next-screen': {see: differs(number), back: ['shift-tab']},
    'program.previous-screen': {see: differs(number), back: ['tab']},
    'program.pause': {see: '‖ paused', back: ['p']},
    'program.slower': {see: /live 5 s/, back: ['-']},
    'program.faster': {see: /live 1 s/, back: ['+']},
    'program.reload': told(/live 2 s/),
    'program.palette': dialog('┌ Commands'),
    'program.copied': told('Nothing was copied yet.'),
    'program.log': dialog('┌ SQL log'),
    'program.help': dialog('┌ Keys'),
  };
}

export const titles: Readonly<Record<string, RegExp>> = {
  1: /^ Overview · /m,
  2: /^ Cron jobs · /m,
  3: /^ Events · /m,
  4: /^ Materialized views · /m,
  5: /^ Lanes · /m,
  6: /^ Agents · /m,
  7: /^ Explain · /m,
  8: /^ Doctor · /m,
};

function differs(number: string): Wanted {
  return screen => Object.entries(titles).some(([other, title]) => other !== number && title.test(screen));
}

/** The keys of every list. From the first row up and from the last row down nothing moves. */
export const listChecks: KeyChecks = {
  'list.down': {see: 'moved', before: ['g']},
  'list.up': {see: 'moved', before: ['G']},
  'list.page-down': {see: 'moved', before: ['g']},
  'list.page-up': {see: 'moved', before: ['G']},
  'list.half-page-down': {see: 'moved', before: ['g']},
  'list.half-page-up': {see: 'moved', before: ['G']},
  'list.first': {see: 'moved', before: ['G']},
  'list.last': {see: 'moved', before: ['g']},
  'list.filter': dialog(/ filter: /),
  'list.sort-next': {see: /[A-Z0-9%]▲/, back: ['<']},
  'list.sort-previous': {see: /[A-Z0-9%]▲/, back: ['>']},
  'list.sort-flip': {see: /[A-Z0-9%]▼/, before: ['>'], back: ['<']},
  'list.scroll-right': {see: /^<1 /m, back: ['(']},
  'list.scroll-left': {see: /^(\+\d| {2}) {1,2}[A-Z]/m, before: [')']},
  'list.mark': {see: /^▶•/m, back: ['space']},
  'list.save': dialog(/save to \.csv or \.json/),
};

const copied = told(/Copied/);
/** A row that there is something to say about: the failing job, the worst finding. */
export const screenChecks: Readonly<Record<string, KeyChecks>> = {
  1: {
    'overview.go': {see: titles[2] ?? '', before: ['g'], back: ['1']},
    'overview.zoom': {see: screen => !screen.includes('┌ Pipeline'), back: ['z']},
    'overview.back': {see: '┌ Pipeline', before: ['z']},
    'overview.copy': {...copied, before: ['g']},
    'overview.mute': {see: /for \(30m, 4h/, before: ['g'], back: esc},
    'overview.acknowledge': {see: /for \(30m, 4h/, before: ['g'], back: esc},
    'overview.explain': plan('last-hour', '1'),
  },
  2: {
    'cron.detail': {see: screen => !screen.includes('SCHEDULE'), before: ['g'], back: esc},
    'cron.zoom': {see: screen => !screen.includes('SCHEDULE'), before: ['g'], back: ['z']},
    'cron.back': {see: 'SCHEDULE', before: ['z']},
    'cron.refresh': {see: '┌ Confirm', before: ['G', 'k'], back: esc},
    'cron.toggle': dialog('┌ Confirm'),
    'cron.run-now': dialog('┌ Confirm'),
    'cron.copy': {...copied, before: ['g']},
    'cron.databases': {see: 'all databases', back: ['b']},
    'cron.faults': {see: 'faults only', back: ['f']},
    'cron.explain': plan('list-cron-jobs', '2'),
  },
  3: {
    'events.detail': {see: /"note": "third"/, before: ['g'], back: esc},
    'events.zoom': {see: /┌ analytics_alert.*\n│ +PAYLOAD/, before: ['g'], back: ['z']},
    'events.back': {see: screen => !screen.includes('"note": "third"'), before: ['g', 'enter']},
    'events.autoscroll': {see: '‖ held', back: ['s']},
    'events.wrap': {see: /^ +x{20,}/m, back: ['w']},
    'events.mark': {see: /─.*\d\d:\d\d:\d\d.*─/},
    'events.copy': {...copied, before: ['g']},
    'events.explain': {see: titles[7] ?? '', back: ['3']},
  },
  4: {
    'views.detail': {see: screen => !/STATE +VIEW/.test(screen), back: esc},
    'views.zoom': {see: screen => !/STATE +VIEW/.test(screen), back: ['z']},
    'views.back': {see: /STATE +VIEW/, before: ['z']},
    'views.refresh': dialog('┌ Confirm'),
    'views.refresh-all': dialog('┌ Confirm'),
    'views.cancel': told(/C: /),
    'views.definition': dialog(/ · definition/),
    'views.explain': {see: /Explain · .*mv_/, back: ['4']},
    'views.copy': told(/Copied|y: /),
    'views.faults': {see: 'faults only', back: ['f']},
  },
  5: {
    'lanes.detail': {see: screen => !/LANE +N +MEAN/.test(screen), before: ['g'], back: esc},
    'lanes.zoom': {see: screen => !/LANE +N +MEAN/.test(screen), before: ['g'], back: ['z']},
    'lanes.back': {see: /LANE +N +MEAN/, before: ['g', 'z']},
    'lanes.previous': {see: /\(12 of 12\)/, back: [']']},
    'lanes.next': {see: /\(2 of 12\)/, back: ['[']},
    'lanes.pick': dialog(/ challenge: /),
    'lanes.refresh': dialog('┌ Confirm'),
    'lanes.explain': plan('lane-distributions', '5'),
    'lanes.source': {see: 'scheduled (chosen): ', back: ['s', 's']},
  },
  6: {
    'agents.zoom': {see: screen => !screen.includes('SUBMISSIONS  12 WEEKS'), back: esc},
    'agents.back': {see: 'SUBMISSIONS  12 WEEKS', before: ['z']},
    'agents.previous-challenge': told(/[(] ?\d+ of \d+ ?[)]|\d of \d/),
    'agents.next-challenge': told(/[(] ?\d+ of \d+ ?[)]|\d of \d/),
    'agents.all-lanes': {see: /average|consistent|all lanes/, back: ['f']},
    'agents.refresh': dialog('┌ Confirm'),
    'agents.explain': plan('agent-weakness-patterns', '6'),
    'agents.source': {see: 'scheduled (chosen): ', back: ['s', 's']},
    'agents.next-page': told(/}: /),
    'agents.previous-page': told(/\{: /),
  },
  7: {
    'explain-queries.explain': {see: /agent_id: .*Enter takes it/, before: ['g'], back: esc},
    'explain.again': told(/e: /),
    'explain.cancel': told(/C: /),
    'explain.type': dialog(/Enter takes it/),
    'explain.history': told(/H: /),
    'explain.timing': told(/T: /),
    'explain.generic': told(/P: /),
    'explain.writes': told(/W: /),
    'explain.copy': told(/y: /),
  },
  8: {
    'doctor.detail': {see: screen => !/SEVERITY +FINDING/.test(screen), before: ['g'], back: esc},
    'doctor.zoom': {see: screen => !/SEVERITY +FINDING/.test(screen), before: ['g'], back: ['z']},
    'doctor.back': {see: /SEVERITY +FINDING/, before: ['g', 'z']},
    'doctor.copy': {...copied, before: ['g']},
    'doctor.mute': {see: /for \(30m, 4h/, before: ['g'], back: esc},
    'doctor.acknowledge': {see: /for \(30m, 4h/, before: ['g'], back: esc},
    'doctor.faults': {see: 'faults only', back: ['f']},
  },
};

/** Keys that are tested where what they need is at hand, and where that is. */
export const testedElsewhere: Readonly<Record<string, string>> = {
  'program.suspend': 'suspend.test.ts',
  'explain.write': 'explain.test.ts',
  'explain.back': 'explain.test.ts',
  'explain-nodes.detail': 'explain.test.ts',
  'explain-nodes.save': 'explain.test.ts',
  'explain-runs.show': 'explain.test.ts',
  'definition.copy': '../screens/views/views.screen.test.tsx',
  'definition.back': '../screens/views/views.screen.test.tsx',
  'payload.copy': '../screens/events/events.screen.test.tsx',
  'payload.back': '../screens/events/events.screen.test.tsx',
};
