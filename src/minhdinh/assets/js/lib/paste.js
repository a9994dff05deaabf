// A block of cells copied from a spreadsheet: rows by line, cells by tab, and where each lands in a table of fields.

/** Splits clipboard text into rows of cells; the line break that Excel puts at the end makes no row. */
export function blockOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t").map((cell) => cell.trim()));
}

/**
 * Pairs fields with texts: `rows` are the table's rows of fields (null where nothing can be typed), the block starts at
 * `start`. Texts over a place without a field are left out, so that a copied "Cộng" line does no harm.
 */
export function placed(block, rows, start) {
  const top = rows.findIndex((row) => row.includes(start));
  const left = rows[top].indexOf(start);
  const pairs = [];
  block.forEach((texts, down) => {
    texts.forEach((text, right) => {
      const field = rows[top + down]?.[left + right];
      if (field) pairs.push([field, text]);
    });
  });
  return pairs;
}
