(function () {
  var box = document.getElementById("search");
  var input = box.querySelector("input");
  var count = document.getElementById("count");
  var works = Array.from(document.querySelectorAll(".works > li"));
  var plain = function (text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  };
  var texts = works.map(function (work) { return plain(work.textContent); });
  box.hidden = false;
  input.addEventListener("input", function () {
    var words = plain(input.value).split(/\s+/).filter(Boolean);
    var shown = 0;
    works.forEach(function (work, index) {
      var fits = words.every(function (word) { return texts[index].includes(word); });
      work.hidden = !fits;
      if (fits) { shown += 1; }
    });
    count.textContent = shown + (shown === 1 ? " work" : " works");
  });
})();
