// What is chosen on a page stands in the query of its address, so that a link and a reload open just that.
window.dash_clientside = window.dash_clientside || {};

(function () {
  "use strict";

  // Named in callbacks/model.py and callbacks/drift.py: the last word of an id is its name in the query.
  window.dash_clientside.query = {
    keep: function (...values) {
      const query = new URLSearchParams(window.location.search);
      for (const { id, value } of window.dash_clientside.callback_context.inputs_list) {
        if (value) { query.set(id.split("-").pop(), value); }
      }
      // Replaced and not added: going back leads to the page before, not through every choice.
      window.history.replaceState(window.history.state, "", "?" + query + window.location.hash);
      // What is said of the address that one came with is over with the next choice; the last value is what was kept.
      return [String(query), Boolean(values.at(-1))];
    }
  };

  // A link that chooses: data-choose holds the id of a select, data-value what to choose in it.
  document.addEventListener("click", (event) => {
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    const link = isPlain ? event.target.closest("a[data-choose]") : null;
    const select = link && document.getElementById(link.dataset.choose);
    if (select) {
      event.preventDefault();
      window.dash_clientside.set_props(select.id, { value: link.dataset.value });
      select.closest("section").scrollIntoView();
      select.focus({ preventScroll: true });
    }
  });
})();
