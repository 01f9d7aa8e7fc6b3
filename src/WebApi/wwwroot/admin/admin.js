// Checks forms in the browser before they are sent. The server checks them again.
new aspnetValidation.ValidationService().bootstrap();

// The checkbox "select all". It stays hidden without JavaScript.
for (const all of document.querySelectorAll("input[data-selects]")) {
  const boxes = document.querySelectorAll(`input[name="${all.dataset.selects}"]`);
  all.closest("label").hidden = false;
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
}
