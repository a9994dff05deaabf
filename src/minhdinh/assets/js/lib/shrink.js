// A photograph made small enough for a bad line before it is kept; without what the phone wrote into it.

const LONGEST_SIDE = 2048;
const QUALITY = 0.85;
const WHOLE = 400 * 1024;

/** Answers a smaller JPEG, or the file itself where the browser cannot read it or it is small already. */
export async function shrink(file) {
  if (file.size <= WHOLE || typeof createImageBitmap !== "function") return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const small = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}
