// The page works without this: it keeps the list fresh, shows times as this reader tells them, and empties the box.
const list = document.getElementById("list");
const empty = document.getElementById("empty");
const EVERY_MILLIS = 2000;

function localTimes(root) {
  for (const time of root.querySelectorAll("time")) {
    time.textContent = new Date(time.dateTime).toLocaleString();
  }
}

function showTotal(total) {
  document.querySelector(".count").textContent = total === 1 ? "1 mail" : `${total} mails`;
  const hint = document.querySelector(".hint h1");
  if (hint) {
    hint.textContent = total ? "Choose a mail" : "No mail yet";
  }
}

async function refresh() {
  if (!document.hidden) {
    try {
      const query = new URLSearchParams({ selected: list.dataset.selected, before: list.dataset.before });
      const answer = await fetch(`/list?${query}`);
      const fresh = await answer.text();
      if (answer.ok && fresh !== refresh.last) {
        const focused = document.activeElement?.getAttribute("href");
        list.innerHTML = fresh;
        localTimes(list);
        showTotal(Number(list.querySelector("ol").dataset.total));
        if (focused) {
          list.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
        }
        refresh.last = fresh;
      }
    } catch {
      // The suite was stopped; it may come back.
    }
  }
  setTimeout(refresh, EVERY_MILLIS);
}

empty.hidden = false;
empty.addEventListener("click", async () => {
  if (confirm("Delete all mails?")) {
    await fetch("/api/messages", { method: "DELETE" });
    location.assign("/");
  }
});

localTimes(document);
setTimeout(refresh, EVERY_MILLIS);
