/** How a session that listens is doing. All times are of the client's clock. */
export interface ListenerSnapshot {
  readonly channels: readonly string[];
  readonly link: 'connecting' | 'live' | 'lost';
  /** Since when the link is so. */
  readonly since: Date;
  readonly heardAt: Date | null;
  readonly roundTripMs: number | null;
  readonly reconnects: number;
  /** Stretches in which nothing could be heard. */
  readonly gaps: number;
  /** Why the link was lost. */
  readonly problem: string | null;
  /** A notification sent to itself: how long it took to come back, null when it did not. Null where none was sent. */
  readonly echo: {readonly sentAt: Date; readonly tookMs: number | null} | null;
}
