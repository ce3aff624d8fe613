//! Projects made at random.
