"""How long each stage of a matter may take, and the periods when nothing is sent for decision."""
