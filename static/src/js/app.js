import {
  Button,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";

import { Toolbar } from "./toolbar.js";

for (const component of [Button, ErrorSummary, NotificationBanner, Radios, ServiceNavigation, SkipLink]) {
  createAll(component);
}
for (const element of document.querySelectorAll('[data-module="app-toolbar"]')) {
  new Toolbar(element).show();
}
