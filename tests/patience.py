"""How long a test waits for what another process does. Only what hangs takes so long, however busy the machine is."""

PATIENCE = 300.0  # seconds
