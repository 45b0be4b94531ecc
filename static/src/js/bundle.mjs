// Bundles the one script of Greenpaper's pages.
import { build } from "esbuild";

await build({
  entryPoints: ["static/src/js/app.js"],
  outfile: "static/build/app.js",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});
