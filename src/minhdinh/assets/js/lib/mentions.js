// Whom "@" offers. No page here.
import { fold } from "./fold.js";

const MOST = 6;

/** An "@" at the beginning of a word, and what was typed of a name after it, up to the cursor. */
export const TYPED = /(?:^|\s)@([^\s@][^@\n]{0,40}|)$/;

/** The people in whose name the typed letters stand, with or without diacritics. */
export function peopleFor(people, typed) {
  const wanted = fold(typed);
  return people.filter(({ name }) => fold(name).includes(wanted)).slice(0, MOST);
}
