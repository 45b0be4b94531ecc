// Everything that helps where people write a draft. Without it the form works by itself.
import { Here } from "./here.js";
import { LiveForm } from "./live/form.js";
import { Writing } from "./writing/writing.js";
import { Unfinished } from "./unfinished.js";

for (const form of document.querySelectorAll("form[data-live]")) new LiveForm(form).start();
for (const element of document.querySelectorAll("[data-keep]")) new Unfinished(element.closest("form"), element).start();
for (const element of document.querySelectorAll("[data-here]")) new Here(element).start();
for (const element of document.querySelectorAll('[data-module="app-writing"]')) new Writing(element).start();
