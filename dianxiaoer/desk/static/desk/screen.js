// The chart of the big screen; its numbers stand in the table below it with or without this file.
(function () {
  function draw() {
    var place = document.getElementById("months-chart");
    var data = document.getElementById("months-data");
    if (!place || !data || !window.echarts) { return; }
    var read = JSON.parse(data.textContent);
    if (!read.months || !read.months.length) { return; }
    var old = window.echarts.getInstanceByDom(place);
    if (old) { old.dispose(); }
    var chart = window.echarts.init(place);
    chart.on("click", function (point) { if (point.seriesIndex === 0) { location.href = read.addresses[point.dataIndex]; } });
    chart.setOption({
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      color: ["#3f8cff", "#ffb454"],
      textStyle: { color: "#a9c4ea" },
      legend: { data: read.labels.slice(0, 2), textStyle: { color: "#eaf2ff", fontSize: 14 }, top: 0 },
      tooltip: { trigger: "axis" },
      grid: { left: 8, right: 12, top: 46, bottom: 4, containLabel: true },
      xAxis: { type: "category", data: read.months, axisLabel: { color: "#a9c4ea" } },
      yAxis: { type: "value", name: read.labels[2], nameTextStyle: { color: "#a9c4ea" }, axisLabel: { color: "#a9c4ea" }, splitLine: { lineStyle: { color: "#234a7d" } } },
      series: [
        { name: read.labels[0], type: "bar", data: read.signed, barMaxWidth: 22 },
        { name: read.labels[1], type: "line", data: read.paid, symbolSize: 8 }
      ]
    });
  }
  addEventListener("resize", function () {
    var place = document.getElementById("months-chart");
    var chart = place && window.echarts && window.echarts.getInstanceByDom(place);
    if (chart) { chart.resize(); }
  });
  document.addEventListener("htmx:afterSettle", draw);
  draw();
})();
