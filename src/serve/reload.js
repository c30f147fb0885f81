(function () {
  var build = document.currentScript.dataset.build;
  var ask = function () {
    fetch("/.bindery/wait?build=" + build, { cache: "no-store" })
      .then(function (reply) { return reply.text(); })
      .then(function (latest) {
        if (latest !== build) { location.reload(); } else { ask(); }
      })
      .catch(function () { setTimeout(ask, 1000); });
  };
  ask();
})();
