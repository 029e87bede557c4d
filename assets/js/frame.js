// The frame around pages: changes page without loading everything again.
window.dash_clientside = window.dash_clientside || {};

(function () {
  "use strict";
  const FRAMES = 60;
  let arrivals = 0;

  const { address, path: pathOf } = window.clairscoreSite;

  const isFile = (pathname) => pathOf(pathname).startsWith("/client/");

  function goTo(path) {
    const here = window.location;
    const [pathname] = path.split("?");
    if (pathname === here.pathname) {
      // The list as it is at first, without what was searched for.
      if (here.search && !isFile(path)) { here.assign(path); }
      return;
    }
    const isNextFile = isFile(path) && isFile(here.pathname);
    window.history.pushState({}, "", isNextFile ? window.clairscoreState.withChoices(path) : path);
    if (!isNextFile) { leave(pathname); }
    // What dcc.Location listens to.
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  // What was clicked shows at once; the page that is left is dimmed until the next one has come.
  function leave(pathname) {
    document.getElementById("frame-page")?.classList.add("cs-leaving");
    const links = [...document.querySelectorAll(".cs-nav a[data-page]")];
    if (links.some((link) => link.getAttribute("href") === pathname)) { mark(pathname, pathname); }
  }

  function mark(section, path) {
    for (const link of document.querySelectorAll(".cs-nav a[data-page]")) {
      if (link.getAttribute("href") === section) {
        link.setAttribute("aria-current", section === path ? "page" : "true");
      } else {
        link.removeAttribute("aria-current");
      }
    }
  }

  // The heading of the next file, from what came with the one before: at once, and also where the server does not answer.
  function changeHeading(number) {
    const content = window.clairscoreViews.contentOf("client-heading");
    const holder = content && find(content, (props) => props["data-queue"]);
    const queue = JSON.parse(holder?.["data-queue"] || "[]");
    const shown = find(content, (props) => props["data-number"])?.["data-number"];
    if (!shown || shown === number) { return; }
    const place = queue.findIndex(([other]) => String(other) === number);
    const hrefs = { before: queue[place - 1]?.[0], after: place < 0 ? null : queue[place + 1]?.[0] };
    const changed = change(content, (props) => {
      const next = { ...props };
      if ("data-number" in props) {
        next["data-number"] = number;
        next.children = String(props.children).replace(shown, number);
      }
      if ("data-neighbour" in props) {
        const other = hrefs[props["data-neighbour"]];
        next.hidden = !other;
        if (other) { next.href = props.href.replace(/\/client\/\d*/, "/client/" + other); }
      }
      if ("data-place" in props) { next.children = place < 0 ? "" : queue[place][1]; }
      return next;
    });
    window.dash_clientside.set_props("client-heading", { content: changed });
  }

  function find(node, wanted) {
    if (Array.isArray(node)) { return node.map((one) => find(one, wanted)).find(Boolean); }
    if (node === null || typeof node !== "object") { return undefined; }
    return wanted(node.props) ? node.props : find(node.props.children ?? null, wanted);
  }

  function change(node, how) {
    if (Array.isArray(node)) { return node.map((one) => change(one, how)); }
    if (node === null || typeof node !== "object") { return node; }
    const props = how(node.props);
    if (props.children && typeof props.children === "object") { props.children = change(props.children, how); }
    return { ...node, props };
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
  window.dash_clientside.frame = {
    // The address has changed. From one client's file to another the page stays, and its parts follow the address.
    route: function (pathname, place) {
      const path = pathname && pathOf(pathname);
      const stays = place && path && isFile(path) && place.path?.startsWith("/client/");
      if (!stays) { window.clairscoreRequests.forget(); return path; }
      const number = path.slice("/client/".length);
      window.clairscoreViews.leaveAll(document.getElementById("client-file"));
      changeHeading(number);
      document.title = place.title.replace(place.variables.client_id, () => number) + " · Clairscore";
      // Whoever goes on by "Next" may do so again; the heading speaks for itself there.
      if (!document.activeElement?.closest("#client-heading")) { focusHeading(FRAMES); }
      return window.dash_clientside.no_update;
    },

    // The server has sent a page.
    arrive: function (place) {
      if (!place) { return window.dash_clientside.no_update; }
      document.title = place.title + " · Clairscore";
      document.getElementById("frame-page").classList.remove("cs-leaving");
      mark(place.section && address(place.section), place.path && address(place.path));
      // A browser moves the focus when it loads a page; here nothing is loaded.
      arrivals += 1;
      if (arrivals > 1) { focusHeading(FRAMES); }
      return place.title;
    }
  };

  // Figures are drawn by the server in the colours of the theme: a change of theme asks for them again.
  window.addEventListener("clairscore:theme", (event) => {
    if (document.getElementById("frame-page")) {
      window.dash_clientside.set_props("frame-theme", { data: event.detail });
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
  });

  // A file is written in the language of the page that it is downloaded from, and for nobody but whose page this is; in
  // another tab too, by a middle click or the menu.
  function nameFile(event) {
    const file = event.target.closest?.("a[data-file]");
    if (!file) { return; }
    const { lang, dataset } = document.documentElement;
    const target = new URL(file.href);
    target.searchParams.set("language", lang);
    target.searchParams.set("person", dataset.person || "");
    file.href = target.pathname + target.search;
  }
  for (const kind of ["pointerdown", "click"]) { document.addEventListener(kind, nameFile, true); }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-find]");
    if (form) {
      // What is more than digits and spaces is read by the server, which knows every way to write a number.
      const number = form.elements.number.value.replace(/\s/g, "").replace(/^0+(?=[0-9])/, "");
      if (!/^[0-9]{1,16}$/.test(number)) { return; }
      event.preventDefault();
      // A number that was typed is not one of the list that was gone through before.
      goTo(address("/client/") + number);
      form.reset();
    }
  });
})();
