// Printing a client's file: put on record first. What the browser prints by itself is recorded when it begins.
(function () {
  "use strict";
  const PRINTED_BY_BUTTON_MS = 3000;
  let recordedAt = -PRINTED_BY_BUTTON_MS;

  const token = () => document.cookie.match(/(?:^|; )_csrf_token=([^;]*)/)?.[1] ?? "";

  function record() {
    recordedAt = performance.now();
    const path = window.location.pathname + "/printed";
    return fetch(path, { method: "POST", headers: { "X-CSRFToken": token() }, keepalive: true });
  }

  const isFile = () => /^\/client\/\d+$/.test(window.clairscoreSite.here());

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-print]");
    if (!button) { return; }
    const answer = await record().catch(() => null);
    button.setCustomValidity(answer?.ok ? "" : button.dataset.refused);
    if (answer?.ok) { window.print(); } else { button.reportValidity(); }
  });

  window.addEventListener("beforeprint", () => {
    if (isFile() && performance.now() - recordedAt > PRINTED_BY_BUTTON_MS) { record().catch(() => null); }
  });
})();
