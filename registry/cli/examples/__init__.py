"""The demo's made-up matters, one in every stage, made with the system's own actions by the demo's accounts."""
