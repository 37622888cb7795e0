const MEBIBYTE = 1024 * 1024;

/** A duration as people say it: `340 ms`, `1.2 s`, `2 min 5 s`. */
export function formatDuration(millis: number): string {
  if (millis < 999.5) {
    return `${Math.round(millis)} ms`;
  }
  if (millis < 59_950) {
    return `${oneDecimal(millis / 1000)} s`;
  }
  const seconds = Math.round(millis / 1000);
  const rest = seconds % 60;
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}

/** A size in MiB: `under 0.1 MiB`, `8.4 MiB`, `256 MiB`. */
export function formatSize(bytes: number): string {
  const mebibytes = bytes / MEBIBYTE;
  if (mebibytes > 0 && mebibytes < 0.05) {
    return 'under 0.1 MiB';
  }
  return `${mebibytes >= 100 ? Math.round(mebibytes) : oneDecimal(mebibytes)} MiB`;
}

/** What is used of a limit, its unit said once: `26.6 of 256 MiB`, `922 ms of 10 s`. */
export function formatUsed(used: string, limit: string): string {
  const unit = limit.slice(limit.indexOf(' '));
  const number = used.endsWith(unit) ? used.slice(0, -unit.length) : used;
  return `${/^[\d.]+$/.test(number) ? number : used} of ${limit}`;
}

/** The part of the limit that is used, from 0 to 1; a limit of nothing is used up. */
export function usedShare(value: number, limit: number): number {
  if (limit <= 0) {
    return 1;
  }
  return Math.min(1, Math.max(0, value / limit));
}

function oneDecimal(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
