//! What every Word file that we write keeps.
