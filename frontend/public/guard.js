/* global document, fetch, setInterval, window */
// Of the display: where its own files did not arrive, as in the middle of an update, nothing else is there to try again.
// This file is not one of the build's, and keeps its name.
setInterval(() => {
  if (document.getElementById('root')?.childElementCount) return
  fetch('/readyz', { cache: 'no-store' }).then(
    (answer) => answer.ok && window.location.reload(),
    () => {
      // No network or no server: asked again in a minute.
    },
  )
}, 60_000)
