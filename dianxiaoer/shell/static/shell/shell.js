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
  // a form that failed says so to the screen reader and to the eye
  var wrong = document.querySelector(".alert-danger[role=alert]");
  if (wrong) { wrong.focus(); }
})();
