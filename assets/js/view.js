// The other half of components/view.py: draws the content of a part of a page in one go.
(function () {
  "use strict";
  const HTML = "dash_html_components";
  const ignore = () => {};

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

  window.clairscore = {
    View: ({ id, content }) => window.React.createElement("div", { id }, draw(content ?? null, 0))
  };
})();
