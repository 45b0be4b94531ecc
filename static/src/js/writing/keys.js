// Shortcuts as the buttons themselves name them in aria-keyshortcuts ("Control+Alt+1"), with Command for Control on a Mac.

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export function shown(words) {
  return isMac ? words.replace(/\bCtrl\b/g, "Cmd").replace(/\bAlt\b/g, "Option") : words;
}

// The button that a key press means, if any. What types a character, as AltGr does, is left to do so.
export function pressed(event, buttons) {
  if (event.isComposing || event.getModifierState("AltGraph")) return undefined;
  const isHeld = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!isHeld) return undefined;
  const said = ["Control", event.altKey && "Alt", event.shiftKey && "Shift", key(event)].filter(Boolean).join("+");
  return buttons.find((button) => button.getAttribute("aria-keyshortcuts") === said);
}

// With Alt or Shift held a key gives another character than the one that is printed on it.
function key({ key: typed, code, altKey, shiftKey }) {
  return altKey || shiftKey ? code.replace(/^(?:Key|Digit)/, "") : typed.toUpperCase();
}
