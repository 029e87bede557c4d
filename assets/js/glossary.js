// The glossary of the help page: searched here, and opened at the place that an address names (/help#feature-NAME).
window.dash_clientside = window.dash_clientside || {};

(function () {
  "use strict";
  const FRAMES = 300;
  const ACCENTS = /[\u0300-\u036f]/g;
  const plain = (text) => text.normalize("NFD").replace(ACCENTS, "").toLowerCase();
  const glossary = () => document.querySelector(".cs-glossary");

  function search(sought) {
    const words = plain(sought).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const family of glossary().querySelectorAll("details")) {
      const name = plain(family.querySelector("summary").textContent);
      let here = 0;
      for (const term of family.querySelectorAll("dl > div")) {
        const text = name + " " + plain(term.textContent);
        term.hidden = !words.every((word) => text.includes(word));
        here += term.hidden ? 0 : 1;
      }
      family.hidden = here === 0;
      // What the search opened is closed again when it ends; what was open before stays open.
      if (words.length && here > 0 && !family.open) {
        family.open = true;
        family.dataset.searched = "";
      } else if (!words.length && "searched" in family.dataset) {
        family.open = false;
        delete family.dataset.searched;
      }
      found += here;
    }
    const said = glossary().dataset;
    if (!words.length) { return said.all; }
    return (found === 0 ? said.none : found === 1 ? said.one : said.many).replace("{count}", String(found));
  }

  const frame = () => new Promise(requestAnimationFrame);

  async function goToAnchor() {
    let named = "";
    try { named = decodeURIComponent(window.location.hash.slice(1)); } catch { /* no anchor of ours */ }
    const place = named && glossary() ? document.getElementById(named) : null;
    if (!place || !glossary().contains(place)) { return; }
    const family = place.closest("details");
    if (family) { family.open = true; }
    place.setAttribute("tabindex", "-1");
    // While the page is loading, what is drawn is hidden, and what is hidden takes no focus.
    for (let frames = 0; document.activeElement !== place && frames < FRAMES; frames += 1) {
      place.scrollIntoView({ block: "center" });
      place.focus({ preventScroll: true });
      await frame();
    }
  }

  window.addEventListener("hashchange", goToAnchor);

  let drawn = null;
  // Named in callbacks/help.py: something was typed, or the definitions have come.
  window.dash_clientside.glossary = {
    search: async function (sought, content) {
      if (!content) { return window.dash_clientside.no_update; }
      // The content is drawn a moment after Dash has it; who leaves the page meanwhile is not waited for.
      for (let frames = 0; !glossary() && frames < FRAMES; frames += 1) { await frame(); }
      if (!glossary()) { return window.dash_clientside.no_update; }
      const said = search(sought || "");
      if (drawn !== glossary()) {
        drawn = glossary();
        goToAnchor();
      }
      return said;
    }
  };
})();
