// Copies the address beside the button; without this it can still be selected.
const button = document.querySelector(".address button");
const field = document.querySelector(".address input");
button.addEventListener("click", () => {
  field.select();
  navigator.clipboard.writeText(field.value).then(() => {
    document.querySelector(".address output").textContent = button.dataset.done;
  });
});
