import type {AlertMessage} from '../write-message.ts';

/** What Slack's incoming webhooks take; Mattermost and Rocket.Chat take the same. */
export interface SlackMessage {
  readonly text: string;
}

const glyphs = {ok: '✅', warning: '⚠️', critical: '🔴', unknown: '❔'} as const;
/** Slack cuts at 40,000; nobody reads as much. */
const longestText = 3_000;

/** Names of jobs are anybody's text: none may call a channel together or hide a link. */
export function toSlack({severity, title, text}: AlertMessage): SlackMessage {
  const [, ...paragraphs] = text.split('\n\n');
  const all = `${glyphs[severity]} *${escapeText(title).replaceAll('*', '∗')}*\n${escapeText(paragraphs.join('\n\n'))}`;
  return {text: all.length > longestText ? `${all.slice(0, longestText).toWellFormed()}…` : all};
}

/** The three characters that Slack gives a meaning to. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
