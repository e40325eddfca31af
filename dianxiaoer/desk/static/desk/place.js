// A scan asks the phone once where it is. Refused or slow: the form asks why, and can still be sent.
(function () {
  var latitude = document.querySelector("[data-latitude]"), longitude = document.querySelector("[data-longitude]");
  var said = document.querySelector("[data-place-said]");
  if (!latitude || !longitude || !navigator.geolocation) { return; }
  function tell(which) { if (said) { said.textContent = said.dataset[which]; } }
  tell("asking");
  navigator.geolocation.getCurrentPosition(function (place) {
    latitude.value = place.coords.latitude.toFixed(5);
    longitude.value = place.coords.longitude.toFixed(5);
    tell("known");
  }, function () { tell("refused"); }, { enableHighAccuracy: true, timeout: 10000, maximumAge: 0 });
})();
