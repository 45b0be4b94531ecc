// Bundles the one script of Greenpaper's pages into the file named on the command line.
import { build } from "esbuild";

await build({
  entryPoints: ["static/src/js/app.js"],
  outfile: process.argv[2],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});
