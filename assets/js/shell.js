// The frame around pages: changes page without loading everything again, and says when a request failed.
window.dash_clientside = window.dash_clientside || {};

(function () {
  "use strict";
  const FRAMES = 60;
  let arrivals = 0;

  const { address, path: pathOf } = window.clairscoreSite;

  const isFile = (pathname) => pathOf(pathname).startsWith("/client/");

  function goTo(path) {
    const here = window.location;
    if (path === here.pathname) {
      // The list as it is at first, without what was searched for.
      if (here.search) { here.assign(path); }
      return;
    }
    // From one file to the next, what was chosen stays chosen.
    window.history.pushState({}, "", isFile(path) && isFile(here.pathname) ? path + here.search : path);
    // What dcc.Location listens to.
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  // The heading of some pages comes with their data, a moment later, in place of the one that was focused: for a second
  // the heading gets the focus back whenever nothing else has it.
  function focusHeading(frames) {
    const heading = document.querySelector("main h1");
    const isLost = !document.activeElement || document.activeElement === document.body;
    if (heading && (isLost || frames === FRAMES)) { heading.focus({ preventScroll: true }); }
    if (frames > 0) { requestAnimationFrame(() => focusHeading(frames - 1)); }
  }

  // Named in routing.py.
  window.dash_clientside.shell = {
    // The address has changed. From one client's file to another the page stays, and its parts follow the address.
    route: function (pathname, place) {
      const path = pathname && pathOf(pathname);
      const stays = place && path && isFile(path) && place.path?.startsWith("/client/");
      if (!stays) { hush(); return path; }
      const number = path.slice("/client/".length);
      hush();
      for (const part of document.querySelectorAll("#client-file [data-view]:not(:empty)")) {
        part.classList.add("cs-stale");
        part.setAttribute("aria-busy", "true");
      }
      document.title = place.title.replace(place.variables.client_id, () => number) + " · Clairscore";
      // Whoever goes on by "Next" may do so again; the heading speaks for itself there.
      if (!document.activeElement?.closest("#client-heading")) { focusHeading(FRAMES); }
      return window.dash_clientside.no_update;
    },

    // The server has sent a page.
    arrive: function (place) {
      if (!place) { return window.dash_clientside.no_update; }
      document.title = place.title + " · Clairscore";
      for (const link of document.querySelectorAll(".cs-nav a[data-page]")) {
        if (link.getAttribute("href") === address(place.section)) {
          link.setAttribute("aria-current", place.section === place.path ? "page" : "true");
        } else {
          link.removeAttribute("aria-current");
        }
      }
      // A browser moves the focus when it loads a page; here nothing is loaded.
      arrivals += 1;
      if (arrivals > 1) { focusHeading(FRAMES); }
      return place.title;
    }
  };

  // Figures are drawn by the server in the colours of the theme: a change of theme asks for them again.
  window.addEventListener("clairscore:theme", (event) => {
    if (document.getElementById("shell-page")) {
      window.dash_clientside.set_props("shell-theme", { data: event.detail });
    }
  });

  document.addEventListener("click", (event) => {
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    const link = isPlain ? event.target.closest("a[data-page]") : null;
    if (link) {
      event.preventDefault();
      goTo(link.getAttribute("href"));
    }
    const language = event.target.closest("a[data-language]");
    if (language) {
      const here = window.clairscoreSite.here() + window.location.search;
      language.href = language.href.split("?")[0] + "?next=" + encodeURIComponent(here);
    }
    if (event.target.closest("[data-alert-close]")) {
      hush();
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-find]");
    if (form) {
      // What is more than digits and spaces is read by the server, which knows every way to write a number.
      const number = form.elements.number.value.replace(/\s/g, "").replace(/^0+(?=[0-9])/, "");
      if (!/^[0-9]{1,16}$/.test(number)) { return; }
      event.preventDefault();
      goTo(address("/client/") + number);
      form.reset();
    }
  });

  function hush() {
    document.querySelector("[data-alert]").hidden = true;
  }

  function tell(text) {
    const alert = document.querySelector("[data-alert]");
    alert.querySelector("[data-alert-text]").textContent = text;
    alert.hidden = false;
  }

  // What was asked for and has not come is said in its own place too: the place may be far from the top of the page.
  function fill(request, heading, advice) {
    let outputs = [];
    try { outputs = [JSON.parse(request[1].body).outputs].flat(); } catch { /* not a callback */ }
    for (const output of outputs) {
      if (output?.property !== "content") { continue; }
      const part = (type, children, className) => ({ namespace: "dash_html_components", type, props: { children, className } });
      const said = [part("P", heading, "cs-state-heading"), part("P", advice)];
      window.dash_clientside.set_props(output.id, { content: part("Div", said, "cs-state") });
    }
  }

  async function watch(response, request) {
    if (response.status === 401) {
      const here = window.clairscoreSite.here() + window.location.search;
      window.location.assign(address("/login?next=") + encodeURIComponent(here));
    } else if (response.status >= 400) {
      const answer = await response.clone().json().catch(() => ({}));
      const failed = document.querySelector("[data-alert]").dataset.failed;
      const alert = document.querySelector("[data-alert]");
      fill(request, alert.dataset.empty, answer.reference ? `${alert.dataset.again} (${answer.reference})` : alert.dataset.again);
      // While the database is away the server says so itself; of other failures it says its reference alone.
      if (response.status === 503 && answer.error) { tell(`${answer.error} (${answer.reference ?? "–"})`); return; }
      tell(answer.reference ? failed.replace("{reference}", answer.reference) : answer.error || failed.replace("{reference}", "–"));
    }
  }

  const original = window.fetch;
  window.fetch = async function (...request) {
    const url = String(request[0] instanceof Request ? request[0].url : request[0]);
    const isOurs = url.includes("/_dash-");
    try {
      const response = await original.apply(this, request);
      if (isOurs) { await watch(response, request); }
      return response;
    } catch (error) {
      if (isOurs && error.name !== "AbortError") {
        const alert = document.querySelector("[data-alert]");
        fill(request, alert.dataset.empty, alert.dataset.again);
        tell(alert.dataset.offline);
      }
      throw error;
    }
  };
})();
