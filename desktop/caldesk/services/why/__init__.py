"""Two detectives: what blocks a time, and why something did not block it. They only look."""
