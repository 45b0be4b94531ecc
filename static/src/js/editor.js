// Everything that helps where people write a draft. Without it the form works by itself.
import { LiveForm } from "./live/form.js";

for (const form of document.querySelectorAll("form[data-live]")) new LiveForm(form).start();
