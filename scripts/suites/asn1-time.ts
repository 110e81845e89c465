/** A UTCTime (YYMMDDHHMMSSZ) of this century as ISO 8601; throws where it is none. */
export function parseUtcTime(text: string): string {
  const [, year, month, day, hours, minutes, seconds] = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  if (seconds === undefined) throw new Error(`«${text}» is no UTCTime.`);
  return `20${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`;
}
