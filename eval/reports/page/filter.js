"use strict";
const list = document.getElementById("failed-list");
if (list) {
  const tag = document.getElementById("by-tag");
  const reason = document.getElementById("by-reason");
  const shown = document.getElementById("shown");
  const every = Array.from(list.querySelectorAll("details"));
  const fits = (item, select, name) => !select.value || JSON.parse(item.dataset[name]).includes(select.value);
  const filter = () => {
    let count = 0;
    for (const item of every) {
      item.hidden = !(fits(item, tag, "tags") && fits(item, reason, "reasons"));
      count += item.hidden ? 0 : 1;
    }
    shown.textContent = `${count} of ${every.length} shown`;
  };
  document.getElementById("filters").hidden = false;
  tag.addEventListener("change", filter);
  reason.addEventListener("change", filter);
  filter();
}
