//! Stable text form of documents and editions, for snapshots.
