"""What an organisation says of itself: its own facts go in at once, what matters legally is proposed and accepted."""
