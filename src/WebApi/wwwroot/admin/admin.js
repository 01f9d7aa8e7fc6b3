// Checks forms in the browser before they are sent; the server checks them all the same.
new aspnetValidation.ValidationService().bootstrap();

// A box that ticks all others of its table. Without scripts there is none.
for (const all of document.querySelectorAll("input[data-selects]")) {
  const boxes = document.querySelectorAll(`input[name="${all.dataset.selects}"]`);
  all.closest("label").hidden = false;
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
}
