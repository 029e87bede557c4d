// Runs before the page is drawn, so that it is never drawn in the other theme first.
(function () {
  "use strict";
  const root = document.documentElement;
  const stored = (function () {
    try { return localStorage.getItem("theme"); } catch { return null; }
  })();

  function apply(theme) {
    root.dataset.theme = theme;
    root.dataset.bsTheme = theme;
    // The server draws figures in these colours.
    if (!document.cookie.split("; ").includes("theme=" + theme)) {
      document.cookie = "theme=" + theme + "; path=" + window.clairscoreSite.cookiePath + "; max-age=31536000; samesite=lax";
    }
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.setAttribute("aria-pressed", String(theme === "dark"));
    }
    window.dispatchEvent(new CustomEvent("clairscore:theme", { detail: theme }));
  }

  // Whoever signs in next in this tab does not see whose files were opened before.
  if (window.clairscoreSite.here() === "/login") {
    try { sessionStorage.clear(); } catch { /* no storage, nothing to forget */ }
  }

  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  apply(stored === "dark" || (stored === null && prefersDark) ? "dark" : "light");

  document.addEventListener("DOMContentLoaded", () => apply(root.dataset.theme));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-switch]")) {
      const theme = root.dataset.theme === "dark" ? "light" : "dark";
      try { localStorage.setItem("theme", theme); } catch { /* private window: the cookie alone */ }
      apply(theme);
    }
    for (const menu of document.querySelectorAll("details.cs-menu[open]")) {
      if (!menu.contains(event.target)) { menu.open = false; }
    }
  });
  // Another tab has another theme now: this one follows, so that both have the one of their cookie.
  window.addEventListener("storage", (event) => {
    if (event.key === "theme" && event.newValue && event.newValue !== root.dataset.theme) {
      apply(event.newValue === "dark" ? "dark" : "light");
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" ? document.querySelector("details.cs-menu[open]") : null;
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
})();
