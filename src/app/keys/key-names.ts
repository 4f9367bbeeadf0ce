/** Names beside single characters. Terminals send ctrl-h, -i, -j and -m as the bytes of other keys, and F-keys as many. */
const names =
  /^(up|down|left|right|shift-left|shift-right|pgup|pgdn|home|end|enter|esc|tab|shift-tab|space|backspace|delete|ctrl-[a-gk-lnp-z]|ctrl-o)$/;

/** Whether a terminal can send the key. */
export function isKeyName(key: string): boolean {
  return ([...key].length === 1 && key > ' ' && key !== '\u007F') || names.test(key);
}
