// Everything that a number or a time becomes on a page. Times are the server's, and shown in UTC.

const dates = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC', year: 'numeric', month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});
const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

export const NONE = '–';

/** A time as text, with "UTC" behind it. */
export const date = value => (value ? `${dates.format(new Date(value)).replace(',', '')} UTC` : NONE);

/** A number with its thousands apart. */
export const number = (value, digits) => (value === null || value === undefined ? NONE
  : digits === undefined ? numbers.format(value)
  : new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value));

/** An amount in a currency. The server's decimals come as numbers or texts. */
export const money = (value, currency = 'USD') => (value === null || value === undefined ? NONE
  : new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'code' }).format(value));

/** A part of one, as percent. */
export const percent = value => (value === null || value === undefined ? NONE : `${(value * 100).toFixed(value < 0.1 ? 1 : 0)} %`);

/** Seconds, or .NET's "d.hh:mm:ss.fffffff", as a length of time in words. */
export function duration(value) {
  if (value === null || value === undefined) return NONE;
  const seconds = typeof value === 'number' ? value : toSeconds(value);
  if (seconds < 1) return `${Math.max(0, Math.round(seconds * 1000))} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [days, hours, minutes] = [Math.floor(whole / 86400), Math.floor((whole % 86400) / 3600), Math.floor((whole % 3600) / 60)];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}

/** "12 s ago", by the clocks of the server that the answer brought. */
export const ago = (value, now) => (value ? `${duration(Math.max(0, (new Date(now) - new Date(value)) / 1000))} ago` : NONE);

/** lower_snake as words. */
export const words = value => (value ? String(value).replaceAll('_', ' ') : NONE);

function toSeconds(text) {
  const match = /^(-)?(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (!match) return Number(text);
  const [, minus, days, hours, minutes, seconds] = match;
  return (minus ? -1 : 1) * (Number(days ?? 0) * 86400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}
