"""What a test does in JupyterLab: run a notebook, save it, look at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Where the pictures go, for whoever wants to look; git ignores it.
ARTIFACTS = Path(__file__).resolve().parents[2] / ".artifacts" / "lab"

# A kernel that is only just starting may be shown as idle, and hangs when it is restarted then.
_READY = """() => {
  const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
_PROMPTS = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(prompt => prompt.textContent)"
_SAVED = "() => !window.jupyterapp.shell.currentWidget.context.model.dirty"
_THEME = "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"
# How much higher the window has to be for the whole notebook to be on the screen.
_HIDDEN = """() => {
  const notebook = window.jupyterapp.shell.currentWidget.node.querySelector('.jp-WindowedPanel-outer');
  const last = [...notebook.querySelectorAll('.jp-Cell')].at(-1);
  notebook.scrollTop = 0;
  return Math.ceil(last.getBoundingClientRect().bottom - notebook.getBoundingClientRect().bottom);
}"""
# JupyterLab draws a cell when it comes into sight.
_DRAWN = """() => [...document.querySelectorAll('.jp-Cell')].every(
  cell => cell.checkVisibility({ contentVisibilityAuto: true }))"""


@dataclass(frozen=True)
class Server:
    """A running `hulin lab`: its address with the token, and the folder of its notebooks."""

    url: str
    folder: Path

    def address(self, name: str) -> str:
        """Give the address of a notebook, with no other one open."""
        return re.sub(r"/tree/[^?]*", f"/tree/{name}.ipynb", self.url) + "&reset"


def wait_until_idle(page: Page) -> None:
    """Wait until the notebook's kernel is there and has nothing to do."""
    page.wait_for_function(_READY)


def run_all(page: Page) -> None:
    """Choose Run, Restart Kernel and Run All Cells, say yes, and wait until every cell is done."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel and Run All Cells").click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_function(f"() => {_PROMPTS}.includes('[*]:')")
    page.wait_for_function(f"() => !{_PROMPTS}.includes('[*]:')")
    wait_until_idle(page)


def save(page: Page) -> None:
    """Press Ctrl-S and wait until the notebook is saved."""
    page.keyboard.press("ControlOrMeta+s")
    page.wait_for_function(_SAVED)


def notebook(page: Page) -> dict[str, Any]:
    """Give the open notebook as JupyterLab holds it."""
    script = "() => window.jupyterapp.shell.currentWidget.content.model.toJSON()"
    found: dict[str, Any] = page.evaluate(script)
    return found


def screenshot(page: Page, name: str) -> None:
    """Save the whole notebook as `.artifacts/lab/NAME.light.png`, and as JupyterLab's dark theme has it."""
    before = page.viewport_size
    assert before is not None
    hidden = max(0, page.evaluate(_HIDDEN))
    page.set_viewport_size({"width": before["width"], "height": before["height"] + hidden})
    page.wait_for_function(_DRAWN)
    for theme in ("Dark", "Light"):
        page.evaluate(_THEME, f"JupyterLab {theme}")
        page.wait_for_selector(f"body[data-jp-theme-name='JupyterLab {theme}']", state="attached")
        page.screenshot(path=ARTIFACTS / f"{name}.{theme.lower()}.png", animations="disabled")
    page.set_viewport_size(before)


def ask(page: Page, expression: str) -> str:
    """Have the notebook's kernel print an expression, as a cell would."""
    script = """async code => {
      const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
      const future = kernel.requestExecute({ code, store_history: false });
      let printed = '';
      future.onIOPub = message => {
        if (message.header.msg_type === 'stream') printed += message.content.text;
      };
      await future.done;
      return printed;
    }"""
    printed: str = page.evaluate(script, f"print({expression})")
    return printed.strip()
