// Builds scripts, styles, fonts and the icon sprite. Usage: node build.mjs OUTPUT_FOLDER (see scripts/build_assets.py).
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { subset } from "./tabler_subset.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUTPUT = process.argv[2];
const SCRIPT_BUDGET = 150 * 1024;
// Chrome 109 is the last one for Windows 7, still met in staff rooms.
const TARGETS = ["chrome109", "firefox115", "safari15.6"];
const require = createRequire(import.meta.url);

const tabler = {
  name: "tabler-subset",
  setup(builder) {
    builder.onLoad({ filter: /tabler\.min\.css$/ }, (args) => ({
      contents: subset(readFileSync(args.path, "utf8")),
      loader: "css",
    }));
  },
};

function iconNames() {
  const lines = readFileSync(join(HERE, "icons.txt"), "utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
}

function iconSymbol(name) {
  const [file, style] = name.endsWith("-filled") ? [name.slice(0, -7), "filled"] : [name, "outline"];
  const svg = readFileSync(require.resolve(`@tabler/icons/${style}/${file}.svg`), "utf8");
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const paint =
    style === "filled"
      ? 'fill="currentColor"'
      : 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${inner.replace(/\s*\n\s*/g, "")}</symbol>`;
}

function writeSprite() {
  const symbols = iconNames().map(iconSymbol).join("\n");
  writeFileSync(join(OUTPUT, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols}\n</svg>\n`);
}

const common = { bundle: true, minify: true, sourcemap: false, target: TARGETS, logLevel: "warning", legalComments: "none" };

async function bundle() {
  const js = join(HERE, "js");
  await build({ ...common, entryPoints: [join(js, "theme.js"), join(js, "app.js")], outdir: OUTPUT, format: "iife" });
  await build({ ...common, entryPoints: [join(js, "editor.js")], outdir: OUTPUT, format: "esm" });
  await build({
    ...common,
    entryPoints: [join(HERE, "css", "app.css")],
    outdir: OUTPUT,
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    plugins: [tabler],
  });
}

function report() {
  let scripts = 0;
  for (const name of ["theme.js", "app.js", "editor.js", "app.css", "icons.svg"]) {
    const raw = readFileSync(join(OUTPUT, name));
    const packed = gzipSync(raw, { level: 9 }).length;
    if (name.endsWith(".js")) scripts += packed;
    console.log(`${name.padEnd(10)} ${(raw.length / 1024).toFixed(0).padStart(5)} kB, ${(packed / 1024).toFixed(1)} kB compressed`);
  }
  if (scripts > SCRIPT_BUDGET) {
    console.error(`Scripts take ${(scripts / 1024).toFixed(1)} kB compressed; a page may load 150 kB.`);
    process.exitCode = 1;
  }
}

rmSync(OUTPUT, { recursive: true, force: true });
mkdirSync(OUTPUT, { recursive: true });
await bundle();
writeSprite();
cpSync(join(HERE, "img"), OUTPUT, { recursive: true });
report();
