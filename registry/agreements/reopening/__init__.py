"""Taking a decision back before it is signed: asked for by whoever prepares, done by who decided or stands above."""
