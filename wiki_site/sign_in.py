"""Signing in, through allauth: password, a code by e-mail, and OpenID Connect by environment alone."""
