// A dialog in which one of several buttons is pressed; Escape means `otherwise`.

/** Show a dialog and return the value of the button that was pressed. */
export const choose = (dialog, otherwise) =>
  new Promise((done) => {
    const finish = (choice) => {
      dialog.onclose = null;
      dialog.close();
      done(choice);
    };
    for (const button of dialog.querySelectorAll("button")) button.onclick = () => finish(button.value);
    dialog.onclose = () => done(otherwise);
    dialog.showModal();
  });
