import type {PaletteCommand} from '../../app/palette/palette-command.ts';
import type {CommandContext} from '../../app/screen.ts';
import {listChallenges} from '../../queries/list-challenges.ts';
import {findNamed, nameOf} from '../names.ts';

/** `:challenge maze`: Lanes with a challenge, from any screen. */
export function lanesCommands({memory, live, open}: CommandContext): readonly PaletteCommand[] {
  const known = () =>
    live
      .known(listChallenges, {})
      .map(({challenge_id, challenge_label}) => ({id: challenge_id, label: challenge_label}));
  return [
    {
      name: 'challenge',
      help: 'Show the lanes of a challenge, by a part of its name or the beginning of its id.',
      argument: {label: 'NAME', choices: () => known().map(nameOf)},
      run: argument => {
        const challenges = known();
        const found = findNamed(challenges, argument);
        if (!found && challenges.length > 0) return `No challenge fits ${argument}.`;
        memory.set('challenge', found?.id ?? argument);
        open('lanes');
        return undefined;
      },
    },
  ];
}
