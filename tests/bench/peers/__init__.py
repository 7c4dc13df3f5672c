"""What people build today: small apps on the same list, as a reader of tutorials writes them."""
