"""What the window has to do with newer versions. Little of it is imported before somebody is to be asked."""
