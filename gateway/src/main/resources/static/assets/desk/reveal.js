// Setting the caret of a long text where somebody wants to go, and bringing it into sight.

/** Chromium and Firefox scroll to the caret where a control takes the focus; else where it is typed into. */
export function reveal(area, at) {
  area.blur();
  area.setSelectionRange(at, at);
  area.focus();
}
