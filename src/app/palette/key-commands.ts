import type {KeyGroup} from '../keys/key-router.ts';
import {showKey} from '../keys/keymap.ts';
import type {PaletteCommand} from './palette-command.ts';

/** Keys that move or type: asking for them by name is no use. */
const withoutName =
  /^(down|up|first|last|screen|palette|filter|back|(half-)?page-(down|up)|sort-(next|previous))$/;

/** Every key that is valid now, by its id. `press` gives the reason where it is disabled. */
export function keyCommands(
  groups: readonly KeyGroup[],
  press: (key: string) => string | undefined,
): readonly PaletteCommand[] {
  const commands = new Map<string, PaletteCommand>();
  for (const {binding} of groups.flatMap(({hints}) => hints)) {
    const [key] = binding.keys;
    if (key === undefined || withoutName.test(binding.id) || commands.has(binding.id)) continue;
    commands.set(binding.id, {
      name: binding.id,
      help: `${binding.help} (${showKey(key)})`,
      run: () => {
        const reason = press(key);
        return reason === undefined ? undefined : `Not now: ${reason}.`;
      },
    });
  }
  return [...commands.values()];
}
