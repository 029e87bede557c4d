// The whole form of a client: searched here. The number of fields that are left is said beside the field to type in.
window.dash_clientside = window.dash_clientside || {};

(function () {
  "use strict";
  const ACCENTS = /[\u0300-\u036f]/g;
  const plain = (text) => text.normalize("NFD").replace(ACCENTS, "").toLowerCase();
  const frame = () => new Promise(requestAnimationFrame);

  // Named in callbacks/client.py.
  window.dash_clientside.facts = {
    // The whole form is asked for by those who have opened it, and then for every client.
    formOf: function (openings, path) {
      return openings && path && window.clairscoreSite.path(path).startsWith("/client/") ? path : window.dash_clientside.no_update;
    },

    search: async function (sought, content, toldId, formId) {
      if (!content) { return ""; }
      // The content is drawn a moment after Dash has it.
      await frame();
      await frame();
      const form = document.getElementById(formId);
      const told = document.getElementById(toldId);
      if (!form || !told) { return window.dash_clientside.no_update; }
      const words = plain(sought || "").split(/\s+/).filter(Boolean);
      let found = 0;
      for (const theme of form.querySelectorAll("section")) {
        const name = plain(theme.querySelector("h3").textContent);
        let here = 0;
        for (const fact of theme.querySelectorAll("dl > div")) {
          const text = `${name} ${plain(fact.textContent)}`;
          fact.hidden = !words.every((word) => text.includes(word));
          here += fact.hidden ? 0 : 1;
        }
        theme.hidden = here === 0;
        found += here;
      }
      if (!words.length) { return ""; }
      return found === 0 ? told.dataset.none : found === 1 ? told.dataset.one : told.dataset.many.replace("{count}", String(found));
    }
  };
})();
