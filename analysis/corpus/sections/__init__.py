"""Cut articles into sections (headline, caption, body and others) by the form of their lines."""
