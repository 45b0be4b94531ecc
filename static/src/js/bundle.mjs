// Bundles each script that pages load into the folder named on the command line.
import { build } from "esbuild";

await build({
  // One for every page, one for where people write and one for where they talk. Fetched when needed: what reads what they paste, and a code editor.
  entryPoints: ["app", "editor", "rooms", "paste", "code-view"].map((name) => `static/src/js/${name}.js`),
  outdir: process.argv[2],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});
