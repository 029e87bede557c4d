// The list of clients: the cells that are more than text, and the search box.
window.dash_clientside = window.dash_clientside || {};
window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};

(function () {
  "use strict";
  const SIGNS = { lowers: "✓", review: "?", raises: "✕", check: "!" };
  const element = (...parts) => window.React.createElement(...parts);

  Object.assign(window.dashAgGridComponentFunctions, {
    // Rows that are still on their way have no value.
    ClientLink: (cell) => cell.value ? element("a", { href: window.clairscoreSite.address("/client/" + cell.value), "data-page": "", tabIndex: -1 }, cell.value) : null,
    DecisionPill: (cell) => {
      if (!cell.value) { return null; }
      const sign = element("span", { "aria-hidden": "true" }, SIGNS[cell.data.tone] + " ");
      return element("span", { className: "pill pill-" + cell.data.tone }, sign, cell.value);
    }
  });

  // Named in pages/client_list.py: the browser goes on to what follows the grid.
  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, { leaveGrid: () => false });

  document.addEventListener("keydown", (event) => {
    const row = event.key === "Enter" ? event.target.closest(".cs-list .ag-row") : null;
    row?.querySelector("a[data-page]")?.click();
  });

  const RECENT = "recent";
  const MOST_RECENT = 8;
  const NARROW = window.matchMedia("(max-width: 700px)");
  const MIDDLE = window.matchMedia("(max-width: 1000px)");
  const SECOND = ["amount", "annuity", "age", "occupation", "distance"];
  const THIRD = ["annuity", "occupation"];
  // Until what the address asks for has been chosen, the grid asks for everybody.
  let isNarrowed = false;
  const kept = () => window.dash_clientside.no_update;
  const equal = (filter) => ({ filterType: "text", type: "equals", filter });

  // For the time of this tab; the login page empties it.
  function recent() {
    try { return JSON.parse(window.sessionStorage.getItem(RECENT)) || []; } catch { return []; }
  }

  function link(number) {
    const props = { children: String(number), href: window.clairscoreSite.address("/client/" + number), className: "cs-chip", "data-page": "" };
    return { namespace: "dash_html_components", type: "A", props };
  }

  async function prepare(search) {
    const api = await window.dash_ag_grid.getApiAsync("list-grid");
    if (search.get("sort")) {
      const sort = search.get("direction") === "desc" ? "desc" : "asc";
      api.applyColumnState({ state: [{ colId: search.get("sort"), sort }], defaultState: { sort: null } });
    }
    // Number, risk and decision are what fits on a telephone.
    const fit = () => {
      if (api.isDestroyed()) { return; }
      api.setColumnsVisible(SECOND, !NARROW.matches);
      if (MIDDLE.matches) { api.setColumnsVisible(THIRD, false); }
    };
    NARROW.addEventListener("change", fit);
    MIDDLE.addEventListener("change", fit);
    if (MIDDLE.matches) { fit(); }
  }

  // Named in callbacks/client_list.py and callbacks/client.py.
  window.dash_clientside.list = {
    narrow: function (search, decision, occupation, amount) {
      isNarrowed = true;
      const model = {};
      // As it was typed: the server reads numbers, and says what is none.
      const written = (search || "").trim();
      if (written) { model.client_id = { filterType: "text", type: "contains", filter: written }; }
      for (const [name, value] of Object.entries({ decision, occupation, amount })) {
        if (value && value !== "all") { model[name] = equal(value); }
      }
      return model;
    },

    // The page has been opened: it is sorted as the address says, and the clients opened before are offered.
    restore: function () {
      isNarrowed = false;
      prepare(new URLSearchParams(window.location.search));
      return recent().map(link);
    },

    // The grid has asked for rows: what it asked for goes to the address, and to the file that can be taken away.
    remember: function (request) {
      if (!request || !isNarrowed || window.clairscoreSite.here() !== "/") { return [kept(), kept()]; }
      const search = new URLSearchParams();
      for (const [column, condition] of Object.entries(request.filterModel || {})) {
        search.set(column === "client_id" ? "search" : column, condition.filter);
      }
      const [sort] = request.sortModel || [];
      if (sort) { search.set("sort", sort.colId); search.set("direction", sort.sort); }
      const text = search.size ? "?" + search : "";
      if (text !== window.location.search) {
        window.history.replaceState(window.history.state, "", window.clairscoreSite.address("/" + text));
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
      }
      return [kept(), window.clairscoreSite.address("/clients.csv" + text)];
    },

    visited: function (number) {
      const numbers = [number, ...recent().filter((other) => other !== number)].slice(0, MOST_RECENT);
      try { window.sessionStorage.setItem(RECENT, JSON.stringify(numbers)); } catch { /* no storage: nothing is kept */ }
      return kept();
    }
  };
})();
