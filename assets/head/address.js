// Paths of this site, and the addresses that they have below its prefix. The server writes the prefix into the page.
// Not window.clairscore: that is where Dash finds our components.
window.clairscoreSite = (function () {
  "use strict";
  const prefix = document.documentElement.dataset.prefix || "";
  const path = (pathname) =>
    prefix && (pathname === prefix || pathname.startsWith(prefix + "/")) ? pathname.slice(prefix.length) || "/" : pathname;
  return {
    cookiePath: prefix || "/",
    address: (ofPath) => prefix + ofPath,
    path,
    here: () => path(window.location.pathname)
  };
})();
