// What every page does: its language, and telling what went wrong.
import { send } from "/static/calls.js";
import { tell } from "/static/told.js";

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", async () => {
    try {
      await send("/api/language", { language: button.dataset.language });
      location.reload();
    } catch (error) {
      tell(error);
    }
  });
}
