// A code editor in place of the textarea, for those who choose it.
