"use strict";

const iframe = document.getElementById("exam");
const messages = document.getElementById("messages");

async function openExam() {
  const response = await fetch("exam", { method: "POST" });
  const { embedUrl } = await response.json();
  iframe.src = embedUrl;
  listen(embedUrl);
}

let stopListening = () => {};

function listen(embedUrl) {
  stopListening();
  const hear = (event) => {
    // Make sure the message is coming from a trusted origin
    if (event.origin !== new URL(embedUrl).origin) return;

    const { type, status } = event.data;
    if (type === "examplary:embed-status-update") {
      if (status === "started") {
        // Fired each time the student answers a question
        show("started", "Question answered");
      } else if (status === "completed") {
        // The student handed in the exam or the session reached the time limit
        show("completed", `Exam completed (${event.data.outputs.completionReason})`);
      }
    } else if (type === "examplary:embed-event") {
      // The frame is as high as the window and scrolls inside itself: how high the exam is does not matter.
      if (event.data.name !== "frame:resize") show(event.data.name, event.data.seq === null ? "" : `no. ${event.data.seq}`);
    }
  };
  window.addEventListener("message", hear);
  stopListening = () => window.removeEventListener("message", hear);
}

function show(name, text) {
  const item = document.createElement("li");
  const label = document.createElement("b");
  label.textContent = name;
  item.append(`${new Date().toLocaleTimeString()} `, label, ` ${text}`);
  messages.prepend(item);
}

async function showTeacher() {
  const { session, answers } = await (await fetch("teacher")).json();
  const facts = session
    ? [
        ["Status", session.status.replace("_", " ")],
        ["Answered", `${session.progress.answered} of ${session.progress.total}`],
        ["Deadline", session.deadline ? new Date(session.deadline).toLocaleTimeString() : "none"],
        ["Score", session.score ? `${session.score.points} of ${session.score.maxPoints}${session.score.needsGrading ? ", some to grade" : ""}` : "after the hand-in"],
      ]
    : [["Status", "not started"]];
  document.getElementById("facts").replaceChildren(
    ...facts.flatMap(([name, value]) => [element("dt", name), element("dd", value)]),
  );
  document.getElementById("answers").replaceChildren(
    ...answers.map(({ title, words, points }) => {
      const item = document.createElement("li");
      item.append(element("strong", points === null ? title : `${title} · ${points} p`), words);
      return item;
    }),
  );
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

document.getElementById("again").addEventListener("click", async () => {
  await fetch("start-over", { method: "POST" });
  await openExam();
});

openExam();
(async function watch() {
  await showTeacher().catch(() => {});
  setTimeout(watch, 1000);
})();
