"""Writes the typed-out rights beside the policy anew: `make rights`. What changed is for the reviewer to read."""

from tests.access import snapshot

app = snapshot.application()
for name, lines in snapshot.FILES.items():
    if told := snapshot.differences(name, lines(app)):
        print(told.removesuffix(snapshot.ACCEPT))
snapshot.write(app)
