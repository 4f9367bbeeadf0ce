/** Milliseconds to add to UTC at an instant to read the wall clock of a zone. */
export type ZoneOffset = (utcMs: number) => number;

const zones = new Map<string, ZoneOffset>();
/** Formatting a date costs microseconds, and a schedule asks for the same days again and again. */
const rememberedInstants = 10_000;

/** The offsets of an IANA zone, remembered. Throws a RangeError for a zone that this runtime does not know. */
export function zoneOffset(zone: string): ZoneOffset {
  let offset = zones.get(zone);
  if (offset === undefined) {
    offset = zone === 'GMT' || zone === 'UTC' ? () => 0 : openZone(zone);
    zones.set(zone, offset);
  }
  return offset;
}

function openZone(zone: string): ZoneOffset {
  const format = new Intl.DateTimeFormat('en', {timeZone: zone, timeZoneName: 'longOffset'});
  const known = new Map<number, number>();
  return utcMs => {
    let offsetMs = known.get(utcMs);
    if (offsetMs === undefined) {
      offsetMs = parseOffset(format.format(utcMs));
      if (known.size >= rememberedInstants) known.clear();
      known.set(utcMs, offsetMs);
    }
    return offsetMs;
  };
}

/** From `…, GMT-04:30` to milliseconds; a bare `GMT` is zero. */
function parseOffset(formatted: string): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(formatted) ?? [];
  const sizeMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -sizeMs : sizeMs;
}
