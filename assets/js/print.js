// Printing: pages as they stand on paper. A client's file is put on record first; what the browser prints by itself is
// recorded when it begins.
(function () {
  "use strict";
  const PRINTED_BY_BUTTON_MS = 3000;
  let recordedAt = -PRINTED_BY_BUTTON_MS;

  const token = () => document.cookie.match(/(?:^|; )_csrf_token=([^;]*)/)?.[1] ?? "";

  function record() {
    recordedAt = performance.now();
    const path = window.location.pathname + "/printed";
    const headers = { "X-CSRFToken": token(), "X-Clairscore-Person": document.documentElement.dataset.person || "" };
    return fetch(path, { method: "POST", headers, keepalive: true });
  }

  // On paper everything is light, as wide as the sheet, and says who printed it, when, and from which model.
  const WIDTH = 680;
  const restore = [];

  function hex(colour) {
    const parts = colour.match(/^rgba?\((\d+), (\d+), (\d+)/);
    return parts ? "#" + parts.slice(1).map((part) => Number(part).toString(16).padStart(2, "0")).join("") : colour.toLowerCase();
  }

  // Figures are drawn in the colours of the theme: those of the dark one have a light one each.
  function recolour(plot, light) {
    for (const mark of plot.querySelectorAll(".main-svg *")) {
      for (const name of ["fill", "stroke", "stop-color"]) {
        const now = mark.style.getPropertyValue(name);
        const wanted = now && light[hex(now)];
        if (wanted) {
          mark.style.setProperty(name, wanted);
          restore.push(() => mark.style.setProperty(name, now));
        }
      }
    }
  }

  function narrow(plot) {
    const { width, autosize } = plot.layout;
    const wide = plot.getBoundingClientRect().width;
    if (wide <= WIDTH) { return; }
    window.Plotly.relayout(plot, { width: WIDTH });
    restore.push(() => window.Plotly.relayout(plot, { width: width ?? null, autosize: autosize ?? true }));
  }

  function prepare() {
    const said = document.querySelector("[data-printed]");
    const root = document.documentElement;
    if (said) {
      const time = new Date().toLocaleString(root.lang, { dateStyle: "long", timeStyle: "short" });
      said.textContent = said.dataset.printed.replace("{time}", time);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`@page { @bottom-left { content: ${JSON.stringify(said.textContent)}; } }`);
      document.adoptedStyleSheets.push(sheet);
      restore.push(() => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet); });
    }
    window.clairscoreList?.printed();
    const { theme, bsTheme } = root.dataset;
    root.dataset.theme = "light";
    root.dataset.bsTheme = "light";
    restore.push(() => { root.dataset.theme = theme; root.dataset.bsTheme = bsTheme; });
    for (const plot of document.querySelectorAll(".js-plotly-plot")) {
      narrow(plot);
      if (theme === "dark" && said) { recolour(plot, JSON.parse(said.dataset.colours)); }
    }
  }

  window.addEventListener("afterprint", () => {
    for (const undo of restore.splice(0).reverse()) { undo(); }
  });

  const isFile = () => /^\/client\/\d+$/.test(window.clairscoreSite.here());

  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-print-page]")) { window.print(); }
    const button = event.target.closest("[data-print]");
    if (!button) { return; }
    const answer = await record().catch(() => null);
    await window.clairscoreRequests.tell("print", answer, () => button.click());
    if (answer?.ok) { window.print(); }
  });

  window.addEventListener("beforeprint", () => {
    if (!restore.length) { prepare(); }
    if (isFile() && performance.now() - recordedAt > PRINTED_BY_BUTTON_MS) { record().catch(() => null); }
  });
})();
