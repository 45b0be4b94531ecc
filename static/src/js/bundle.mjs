// Bundles each script that pages load into the folder named on the command line.
import { build } from "esbuild";

await build({
  // One for every page and one for where people write. Fetched when needed: what reads what they paste, and a code editor.
  entryPoints: ["app", "editor", "paste", "code-view"].map((name) => `static/src/js/${name}.js`),
  outdir: process.argv[2],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});
