// Everything that helps where people write a draft. Without it the form works by itself.
