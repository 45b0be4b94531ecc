// Bundles each script that pages load into the folder named on the command line.
import { build } from "esbuild";

await build({
  // One for every page, one for where people write, and one for those who would rather write in a code editor.
  entryPoints: ["static/src/js/app.js", "static/src/js/editor.js", "static/src/js/code-view.js"],
  outdir: process.argv[2],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});
