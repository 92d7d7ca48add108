"""From the lines of an article to its sections: headline, caption, body and others, by the form of a line."""
