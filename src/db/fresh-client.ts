import type postgres from 'postgres';

/**
 * A client that is replaced when a link of it breaks. Where a statement was about to be sent as a link closed, the driver
 * never sends the first bytes of the next link of that session, and whoever uses it waits for ever. What the old client
 * still does may end; `onClose` in `open` must be called for each link that closes.
 */
export function keepFresh(open: (onClose: () => void) => postgres.Sql): postgres.Sql {
  let hasEnded = false;
  const openNext = (): postgres.Sql => {
    const client = open(() => {
      if (client !== current || hasEnded) return;
      current = openNext();
      void client.end();
    });
    return client;
  };
  let current = openNext();
  return new Proxy(current, {
    apply: (_, self, args) => Reflect.apply(current, self, args),
    get(_, name) {
      if (name === 'end') hasEnded = true;
      return Reflect.get(current, name);
    },
  });
}
