import { Button, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink, createAll } from "govuk-frontend";

import { Forget } from "./forget.js";
import { CommentOffer } from "./offer.js";
import { Reveal } from "./reveal.js";

// Whatever runs modules runs all of this; the style sheet then shows what needs scripts.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink]) {
  createAll(component);
}
for (const element of document.querySelectorAll('[data-module="app-comment-offer"]')) {
  new CommentOffer(element).show();
}
for (const element of document.querySelectorAll('[data-module="app-reveal"]')) {
  new Reveal(element).start();
}
for (const element of document.querySelectorAll('[data-module="app-forget"]')) {
  new Forget(element).start();
}
