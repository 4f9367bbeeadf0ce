import type {PaletteCommand} from '../../app/palette/palette-command.ts';
import type {CommandContext} from '../../app/screen.ts';
import {listAgents} from '../../queries/list-agents.ts';
import {createListState, type ListState} from '../../ui/list-state.ts';
import {nameOf} from '../names.ts';
import {literalFilter} from './agents.state.ts';
import {pageSize} from './use-agent-page.ts';

const listMemory = 'list agents';

/** `:agent 3f2c`: Agents with whom a text finds, from any screen. */
export function agentsCommands({memory, live, open}: CommandContext): readonly PaletteCommand[] {
  const firstPage = {after_agent_id: null, limit: pageSize, search: null};
  return [
    {
      name: 'agent',
      help: 'Show an agent, by a part of its name or the beginning of its id.',
      argument: {
        label: 'NAME',
        choices: () =>
          live
            .known(listAgents, firstPage)
            .map(({agent_id, agent_label}) => nameOf({id: agent_id, label: agent_label})),
      },
      run: argument => {
        const before = (memory.get(listMemory) as ListState | undefined) ?? createListState();
        memory.set(listMemory, {...before, filter: literalFilter(argument), selectedKey: null});
        open('agents');
        return undefined;
      },
    },
  ];
}
