"""The pack: evidence as one ZIP with an index whose links work, streamed from the store and resumable."""
