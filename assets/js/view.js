// The other half of components/view.py: draws the content of a part of a page in one go.
(function () {
  "use strict";
  const HTML = "dash_html_components";
  const ignore = () => {};
  // The newest content of each view, for scripts that change a part of it before the server has answered.
  const contents = {};

  // The place of an element among its siblings is its key: what stays in its place is changed, not made anew.
  function draw(node, key) {
    if (Array.isArray(node)) { return node.map(draw); }
    if (node === null || typeof node !== "object") { return node; }
    if (node.namespace === HTML) {
      const { children, ...props } = node.props;
      return window.React.createElement(node.type.toLowerCase(), { key, ...props }, draw(children ?? null, 0));
    }
    return window.React.createElement(window[node.namespace][node.type], { key, setProps: ignore, ...node.props });
  }

  const element = (...parts) => window.React.createElement(...parts);
  const heading = (text, key) => element("th", { key, scope: "col" }, text);
  const cell = (text, place) => place === 0 ? element("th", { key: place, scope: "row" }, text) : element("td", { key: place }, text);

  // The other half of components/table.py. It can be scrolled, and so reached by keyboard.
  function Table({ caption, columns, rows }) {
    const table = element(
      "table",
      { className: "table table-sm data-table" },
      element("caption", { className: "visually-hidden" }, caption),
      element("thead", null, element("tr", null, columns.map(heading))),
      element("tbody", null, rows.map((row, place) => element("tr", { key: place }, row.map(cell))))
    );
    return element("div", { className: "table-scroll", tabIndex: 0, role: "group", "aria-label": caption }, table);
  }

  // What stands in place of a part that has failed: the first on the page says why and offers to try again.
  function Failure({ heading, sentence, button, again }) {
    const said = element("p", { className: "cs-state-heading" }, heading);
    if (!sentence) { return element("div", { className: "cs-state cs-failed" }, said); }
    const advice = element("p", null, sentence);
    const action = element("button", { className: "cs-button", type: "button", onClick: again, "data-try-again": "" }, button);
    return element("div", { className: "cs-state cs-failed", role: "alert" }, said, advice, action);
  }

  // What another client is on the way for is marked as stale (shell.js) until its own content has come.
  function View({ id, content, stays }) {
    const place = window.React.useRef(null);
    const [failure, tell] = window.React.useState(null);
    window.React.useEffect(() => window.clairscoreRequests.watch(id, tell), [id]);
    window.React.useEffect(() => {
      place.current.classList.remove("cs-stale");
      place.current.removeAttribute("aria-busy");
    }, [content, failure]);
    contents[id] = content;
    const drawn = draw(content ?? null, 0);
    const parts = failure ? [element(Failure, { key: "failure", ...failure }), stays && drawn] : drawn;
    return element("div", { id, ref: place, "data-view": "" }, parts);
  }

  window.clairscore = Object.assign(window.clairscore || {}, { Table, View });
  window.clairscoreViews = { contentOf: (id) => contents[id] };
})();
