// Says that scripts run, before the page is drawn; the style sheet then shows what needs them.
document.documentElement.classList.add("app-js");
document.addEventListener("DOMContentLoaded", () => {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
});
