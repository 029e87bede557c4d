// What is chosen on a page stands in the query of its address: it survives a reload, a link, a change of client, Back.
// Every reading and writing of a query goes through here; dashboard_app/url_state.py reads it on the server.
window.dash_clientside = window.dash_clientside || {};

(function () {
  "use strict";
  const PLACE = "frame-place";
  const LIST = "list";
  const context = () => window.dash_clientside.callback_context;
  const kept = () => window.dash_clientside.no_update;
  // What follows the first dash of a control's id is its name in the address and on the server.
  const nameOf = (id) => id.slice(id.indexOf("-") + 1);
  const propertyOf = (parts, id, property) => parts.find((part) => part.id === id && part.property === property)?.value;
  // What a control is at first is left out of the address, where its options are known: it is the first of them.
  const firstOf = (states, id) => propertyOf(states, id, "options")?.[0]?.value;

  const read = (text = window.location.search) => new URLSearchParams(text || "");

  // Replaced and not added: going back leads to the page before, not through every choice.
  function write(search) {
    const text = search.size ? "?" + search : "";
    if (text === window.location.search) { return; }
    window.history.replaceState(window.history.state, "", window.location.pathname + text + window.location.hash);
    // What dcc.Location listens to.
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  // Writes what controls hold: `controls` are {id, value}, `isFirst` says which value is left out.
  function keep(controls, isFirst) {
    const search = read();
    for (const { id, value } of controls) {
      if (!value || isFirst(id, value)) { search.delete(nameOf(id)); } else { search.set(nameOf(id), value); }
    }
    write(search);
    return search;
  }

  // The address changes before the page does: until then it is another page's.
  function isOpen(states) {
    const [beginning, variable] = (propertyOf(states, PLACE, "data")?.path || "").split("<");
    const here = window.clairscoreSite.here();
    return variable ? here.startsWith(beginning) : (here.replace(/\/+$/, "") || "/") === beginning;
  }

  window.clairscoreState = {
    read,
    write,
    keep,
    nameOf,
    // From one file to the next, what was chosen stays chosen; which list the file is one of, the link says.
    withChoices: function (path) {
      const [pathname, text] = path.split("?");
      const search = read();
      search.delete(LIST);
      read(text).forEach((value, name) => search.set(name, value));
      return search.size ? pathname + "?" + search : pathname;
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

  // Named in callbacks/registration.py.
  window.dash_clientside.urlState = {
    // Inputs: the values of controls; states: the options of those whose first option is left out, the page that is
    // open, and last, where there is a note on the address that one came with, the address as it was kept before.
    keep: function () {
      const { inputs_list: controls, outputs_list: outputs, states_list: states } = context();
      const isLoading = controls.some(({ value }) => value === null || value === undefined);
      const answer = (values) => Array.isArray(outputs) ? outputs.map(values) : values(outputs);
      if (isLoading || !isOpen(states)) { return answer(kept); }
      const text = String(keep(controls, (id, value) => value === firstOf(states, id)));
      // What is said of the address that one came with is over with the next choice; the one before may be an empty text.
      const isNext = typeof states.at(-1).value === "string";
      return answer(({ property }) => property === "hidden" ? isNext : text);
    },

    // Back and forward: the address is another one, and so is what was chosen. Input: the query; states: as above, after
    // the values of the controls.
    restore: function (text) {
      const { outputs_list: outputs, states_list: states } = context();
      const search = read(text);
      const now = outputs.map(({ id }) => propertyOf(states, id, "value"));
      if (!isOpen(states) || now.some((value) => value === null || value === undefined)) { return outputs.map(kept); }
      return outputs.map(({ id }, place) => {
        const wanted = search.get(nameOf(id)) || firstOf(states, id);
        return wanted === now[place] ? kept() : wanted;
      });
    }
  };
})();
