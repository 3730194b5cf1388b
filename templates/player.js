// Without this, links to a time open the audio.
const $ = (s) => document.querySelector(s), player = $("audio, video"), { title, show, art } = $(".player").dataset;
const key = location.pathname, media = navigator.mediaSession;
const time = (turn) => turn && +turn.querySelector("[data-t]").dataset.t;
const keep = (t) => { try { localStorage.setItem(key, t) } catch {} };
const seek = (t) => { player.currentTime = Math.max(0, t) || 0 };
const skip = (s) => seek(player.currentTime + +s);
const open = () => {
  const at = /^#t=([\d:.]+)/.exec(location.hash);
  if (at) seek(at[1].split(":").reduce((sum, n) => sum * 60 + +n, 0));
  return at;
};
try { open() || seek(localStorage.getItem(key)) } catch {}
onhashchange = open;
onclick = (event) => {
  const link = event.target.closest("a[data-t]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  seek(link.dataset.t);
  player.play().catch(() => location.assign(link.href));
};
$(".controls").onclick = ({ target }) => {
  if (target.dataset.skip) skip(target.dataset.skip);
  if (target.dataset.done) navigator.clipboard.writeText(location.href.split("#")[0] + "#t=" + (player.currentTime | 0))
    .then(() => $("output").value = target.dataset.done);
};
$("select").onchange = (event) => { player.playbackRate = event.target.value };
player.onpause = player.onended = onpagehide = () => keep(player.ended ? 0 : player.currentTime);
const track = player.addTextTrack("metadata");
track.mode = "hidden";
[...document.querySelectorAll(".turn:has([data-t])")].forEach((turn, i, turns) => {
  const cue = new VTTCue(time(turn), time(turns[i + 1]) || 1e6, "");
  cue.onenter = cue.onexit = (event) => turn.toggleAttribute("data-now", event.type == "enter");
  track.addCue(cue);
});
media.metadata = new MediaMetadata({ title, artist: show, artwork: art ? [{ src: art }] : [] });
media.setActionHandler("seekbackward", () => skip(-15));
media.setActionHandler("seekforward", () => skip(30));
