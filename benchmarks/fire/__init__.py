"""`make fire`: many processes decide the same matters while being killed, and everything is checked afterwards."""
