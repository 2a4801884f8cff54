"""Views of lists that people save under a name: an address to come back to, their own or shared within their unit."""
