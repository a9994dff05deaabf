// A large file that belongs to a form: all its bytes go in pieces and wait on the server, the form then names its key.
import { PieceUpload } from "./tus.js";

export class HeldUpload extends PieceUpload {
  /** Nothing is taken in yet; the address is kept, so that the same file chosen again is there at once. */
  async finished(place) {
    return { key: keyOf(place) };
  }
}

/** The key of an upload: the last part of its address. */
export function keyOf(place) {
  return place.split("/").filter(Boolean).pop();
}
