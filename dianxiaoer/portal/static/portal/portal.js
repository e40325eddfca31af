// Everything works without this file. It keeps drafts while one types, holds back a second press, and moves to what is wrong.
(function () {
  "use strict";
  var errors = document.querySelector(".errors");
  if (errors) errors.focus();
  document.querySelectorAll("form[data-once]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = "yes";
      setTimeout(function () { delete form.dataset.sent; }, 8000); // a line that broke: it may be pressed again, it counts once
    });
  });
  addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-once]").forEach(function (form) { delete form.dataset.sent; });
  });
  document.querySelectorAll("form[data-draft]").forEach(function (form) {
    var timer, said = document.querySelector("[data-draft-said]");
    function keep() {
      var body = new FormData(form);
      body.delete("photos");
      fetch(form.dataset.draft, { method: "POST", body: body, credentials: "same-origin", keepalive: true })
        .then(function (answer) { if (said && answer.ok) said.textContent = said.dataset.draftSaid; })
        .catch(function () {});
    }
    form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(keep, 800); });
    addEventListener("pagehide", function () { if (timer) { clearTimeout(timer); keep(); } });
    var add = form.querySelector("[data-add-photos]");
    form.querySelectorAll("input[type=file]").forEach(function (photos) {
      photos.addEventListener("change", function () { if (photos.files.length && add) add.click(); });
    });
  });
})();
