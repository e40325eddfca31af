// Before the first paint: "auto" follows the device.
(function () {
  var root = document.documentElement;
  root.classList.add("has-js");
  if (root.dataset.bsTheme === "auto") {
    root.dataset.bsTheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
})();
