// Conveniences only: every page works without this file.
(function () {
  var root = document.documentElement;
  document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
    button.addEventListener("click", function () {
      root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      document.cookie = "theme=" + root.dataset.bsTheme + ";path=/;max-age=31536000;samesite=lax";
      document.dispatchEvent(new CustomEvent("theme"));
    });
  });
  // phones start with the menu and unused filters folded
  if (matchMedia("(max-width: 991px)").matches) {
    document.querySelectorAll(".menu-fold, .filters-fold:not([data-filtered])").forEach(function (fold) { fold.open = false; });
  }
  // the groups of the menu stay as a person left them
  document.querySelectorAll(".menu-part").forEach(function (part) {
    var key = "menu-" + part.dataset.group, kept = localStorage.getItem(key);
    if (kept && !part.querySelector(".is-current")) { part.open = kept === "open"; }
    part.querySelector("summary").addEventListener("click", function () { localStorage.setItem(key, part.open ? "closed" : "open"); });
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      var search = document.getElementById("global-search");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    }
    if (event.key === "Escape") {
      document.querySelectorAll("details.drop[open], details.person[open]").forEach(function (open) { open.open = false; });
    }
  });
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.drop[open], details.person[open]").forEach(function (open) {
      if (!open.contains(event.target)) { open.open = false; }
    });
  });
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-pick-all]")) {
      event.target.form.querySelectorAll("input[name=pick]").forEach(function (box) { box.checked = event.target.checked; });
    }
  });
  // a row of a ledger opens in a drawer; its name opens the page; arrows walk the rows
  var peek = document.getElementById("peek"), here = null;
  function look(row) {
    here = row;
    document.querySelectorAll("tr.is-peeked").forEach(function (old) { old.classList.remove("is-peeked"); });
    row.classList.add("is-peeked");
    if (!peek.open) { peek.showModal(); }
    var address = new URL(location.href);
    address.search = "";
    address.searchParams.set("peek", row.querySelector("[data-peek]").dataset.peek);
    htmx.ajax("GET", address.pathname + address.search, { target: "#peek-body", swap: "innerHTML" });
  }
  function step(by) {
    var rows = Array.from(document.querySelectorAll("tr:has([data-peek])"));
    var next = rows[rows.indexOf(here) + by];
    if (next) { look(next); }
  }
  if (peek) {
    document.addEventListener("click", function (event) {
      var by = event.target.closest("[data-peek-step]");
      if (by) { step(Number(by.dataset.peekStep)); return; }
      var row = event.target.closest(".ledger tbody tr:has([data-peek])");
      if (row && (event.target.closest("[data-peek]") || !event.target.closest("a, button, input, label")) && !String(getSelection())) { look(row); }
      if (event.target === peek) { peek.close(); }
    });
    peek.addEventListener("keydown", function (event) {
      var by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
      if (by) { event.preventDefault(); step(by); }
    });
    peek.addEventListener("close", function () {
      if (here) { here.querySelector("[data-peek]").focus(); }
    });
  }
  // a form that failed says so to the screen reader and to the eye
  var wrong = document.querySelector(".alert-danger[role=alert]");
  if (wrong) { wrong.focus(); }
})();
