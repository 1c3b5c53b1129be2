"""App server: Voilà, opening the browser at the address with its token."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path

from voila.app import Voila


class AppServer(Voila):
    """Voilà serving one notebook."""

    def launch_browser(self) -> None:
        """Open a page that leads on to the address, so that its token is on no command line that others can read."""
        page = Path(self.connection_dir, "open.html")  # a folder of this user alone, removed at the end
        page.write_text(f'<meta http-equiv="refresh" content="0; url={self.display_url}">', encoding="utf-8")
        threading.Thread(target=webbrowser.open, args=(page.as_uri(),), daemon=True).start()


if __name__ == "__main__":
    AppServer.launch_instance()
