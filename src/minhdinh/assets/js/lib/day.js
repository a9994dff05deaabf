// Days as text; what is a day here is what the server reads as one (common/dates.py).
const DAY_FIRST = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** "5/9/2026" → "2026-09-05"; "" for what is no day. */
export function isoDay(typed) {
  const words = typed.trim();
  const dayFirst = DAY_FIRST.exec(words);
  const [, year, month, day] = dayFirst ? [null, dayFirst[3], dayFirst[2], dayFirst[1]] : (YEAR_FIRST.exec(words) ?? []);
  if (!year) return "";
  const found = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real = found.getUTCFullYear() === Number(year) && found.getUTCMonth() === Number(month) - 1;
  return real && Number(day) > 0 ? found.toISOString().slice(0, 10) : "";
}

/** "2026-09-05" → "05/09/2026"; "" for none. */
export function shownDay(iso) {
  return iso ? iso.split("-").reverse().join("/") : "";
}
