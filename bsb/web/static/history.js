// What this window has changed, so that it can undo its own work and nobody else's. Numbers only, no words.
import { send } from "/static/calls.js";

const KEY = "bsb-history";
const MOST = 200;

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) || { done: [], undone: [] };
  } catch {
    return { done: [], undone: [] };
  }
}

const state = read();
const listeners = [];

function keep() {
  state.done = state.done.slice(-MOST);
  sessionStorage.setItem(KEY, JSON.stringify(state));
  for (const listener of listeners) listener(state.done.length, state.undone.length);
}

/** Call with how much can be undone and redone, now and after each change. */
export function onHistory(listener) {
  listeners.push(listener);
  listener(state.done.length, state.undone.length);
}

/** Remember a change that the server journalled as this number. */
export function remember(entry) {
  if (!entry) return;
  state.done.push(entry);
  state.undone = [];
  keep();
}

/** Undo the latest change of this window; false if there is none. What cannot be undone is forgotten. */
export async function undo() {
  if (!state.done.length) return false;
  const entry = state.done.pop();
  try {
    await send("/api/undo", { entry });
    state.undone.push(entry);
  } catch (error) {
    if (!error.status) state.done.push(entry);
    throw error;
  } finally {
    keep();
  }
  return true;
}

/** Do again what was undone last; false if there is nothing. */
export async function redo() {
  if (!state.undone.length) return false;
  const entry = state.undone.pop();
  try {
    const told = await send("/api/redo", { entry });
    state.done.push(told.entry);
  } catch (error) {
    if (!error.status) state.undone.push(entry);
    throw error;
  } finally {
    keep();
  }
  return true;
}
