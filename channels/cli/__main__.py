"""`python -m channels.cli` is `annai`."""

import sys

from channels.cli.main import main

sys.exit(main())
