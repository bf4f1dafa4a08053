"""What a file holds, as text: one module a format. Nothing here opens a file or goes to the network."""
