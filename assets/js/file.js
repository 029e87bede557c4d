// The state of a client's file stands in the address: it survives a reload, a change of client and of language, Back.
window.dash_clientside = window.dash_clientside || {};

(function () {
  "use strict";
  // The order in which callbacks/client.py gives the values.
  const NAMES = ["feature", "second", "age", "family", "income", "education", "amount", "basis", "view"];
  const FIRST = { second: "none", age: "all", family: "all", income: "all", education: "all", amount: "all", basis: "outcome", view: "words" };
  const first = (name, features) => name === "feature" ? features?.[0]?.value : FIRST[name];

  window.dash_clientside.file = {
    // The whole form is asked for by those who have opened it, and then for every client.
    formOf: function (openings, path) {
      return openings && path && window.clairscoreSite.path(path).startsWith("/client/") ? path : window.dash_clientside.no_update;
    },

    remember: function (...given) {
      const features = given.pop();
      const kept = window.dash_clientside.no_update;
      if (!window.clairscoreSite.here().startsWith("/client/") || !given[0]) { return kept; }
      const search = new URLSearchParams();
      // Which list the file was opened from.
      const listed = new URLSearchParams(window.location.search).get("list");
      if (listed) { search.set("list", listed); }
      NAMES.forEach((name, place) => {
        if (given[place] && given[place] !== first(name, features)) { search.set(name, given[place]); }
      });
      const text = search.size ? "?" + search : "";
      if (text !== window.location.search) {
        window.history.replaceState(window.history.state, "", window.location.pathname + text);
        // What dcc.Location listens to.
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
      }
      return kept;
    },

    // Back and forward: the address is another one, and so is what was chosen.
    restore: function (text, ...given) {
      const features = given.pop();
      const kept = window.dash_clientside.no_update;
      if (!window.clairscoreSite.here().startsWith("/client/") || !given[0]) { return NAMES.map(() => kept); }
      const search = new URLSearchParams(text || "");
      return NAMES.map((name, place) => {
        const wanted = search.get(name) || first(name, features);
        return wanted === given[place] ? kept : wanted;
      });
    }
  };
})();
