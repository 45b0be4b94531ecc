import { LiveTopic } from "./rooms/topic.js";

const element = document.querySelector('[data-module="app-live-topic"]');
const list = document.getElementById("messages");
if (element && list) new LiveTopic(element, list).start();
