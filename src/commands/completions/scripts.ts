import type {Candidate} from './complete.ts';

/** The shells that can be taught. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/*
 * What a shell is taught is short: it hands the words over, and lanewatch itself, which knows its commands, says what
 * fits. So a script need not be made anew for every version.
 */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `# lanewatch: completion for bash. For this session: source <(lanewatch completions bash)
_lanewatch() {
  local line word cut
  local -a words
  # Not COMP_WORDS: there, a URL is in pieces.
  line=\${COMP_LINE:0:COMP_POINT}
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  # Of a word with = or : only what follows the last of them is replaced.
  word=\${words[-1]}
  cut=\${word%"\${COMP_WORDS[COMP_CWORD]}"}
  [[ \${COMP_WORDS[COMP_CWORD]} == = ]] && cut=$word
  # Quotes and backslashes are the shell's.
  words=("\${words[@]//[\\'\\"\\\\]/}")
  COMPREPLY=()
  while IFS= read -r line; do
    [[ -n $line ]] && COMPREPLY+=("$(printf '%q' "\${line#"$cut"}")")
  done < <(lanewatch completions bash -- "\${words[@]:1}" 2>/dev/null)
}
complete -o default -F _lanewatch lanewatch
`,
  zsh: `#compdef lanewatch
# lanewatch: completion for zsh. Save it as _lanewatch in a folder of $fpath.
_lanewatch() {
  local -a candidates
  candidates=("\${(@f)$(lanewatch completions zsh -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  candidates=("\${(@)candidates:#}")
  if (( $#candidates )); then
    _describe 'lanewatch' candidates
  else
    _files
  fi
}
if [[ $funcstack[1] == _lanewatch ]]; then
  _lanewatch "$@"
else
  compdef _lanewatch lanewatch
fi
`,
  fish: `# lanewatch: completion for fish. Save it as ~/.config/fish/completions/lanewatch.fish
function __lanewatch_candidates
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    set -l candidates (lanewatch completions fish -- $words "$current" 2>/dev/null)
    if test (count $candidates) -gt 0
        printf '%s\\n' $candidates
    else
        __fish_complete_path "$current"
    end
end
complete -c lanewatch -f -a '(__lanewatch_candidates)'
`,
};

/** One candidate as the script of the shell reads it. */
export function printCandidate({word, help}: Candidate, shell: Shell): string {
  switch (shell) {
    case 'bash':
      return word;
    case 'zsh':
      return `${word.replaceAll(/[\\:]/g, String.raw`\$&`)}${help && `:${help}`}`;
    case 'fish':
      return `${word}${help && `\t${help}`}`;
  }
}
