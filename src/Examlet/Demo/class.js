"use strict";

const flow = new URLSearchParams(location.search).get("flow") === "view-results" ? "view-results" : "grade-exam";
document.querySelector(`nav a[href$="${flow}"]`).setAttribute("aria-current", "page");

window.addEventListener("message", (event) => {
  const frame = document.getElementById("flow");
  if (event.source !== frame.contentWindow || event.origin !== new URL(frame.src).origin) return;
  const { type, status, outputs } = event.data;
  if (type !== "examplary:embed-status-update") return;
  const item = document.createElement("li");
  const label = document.createElement("b");
  label.textContent = status;
  item.append(`${new Date().toLocaleTimeString()} `, label, ` ${outputs ? JSON.stringify(outputs) : ""}`);
  document.getElementById("messages").prepend(item);
});

(async () => {
  const response = await fetch(`class-link?flow=${flow}`, { method: "POST" });
  document.getElementById("flow").src = (await response.json()).embedUrl;
})();
