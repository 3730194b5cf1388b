// Links to a time play it in the page's own player; without this they play in the browser's.
addEventListener("click", (event) => {
  const link = event.target.closest("a[data-t]");
  const player = document.querySelector("audio, video");
  if (!link || !player || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  player.currentTime = Number(link.dataset.t);
  player.play().catch(() => location.assign(link.href));
});
