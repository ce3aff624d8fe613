//! The file as objects: opening it within its limits, and looking things up in it.

use super::PdfError;
use super::budget::Budget;
use super::values;
use crate::limits;
use lopdf::{DecompressError, Dictionary, Document, Error, LoadOptions, Object, ObjectId, Stream};

/// Opens a file, one locked with an empty password too.
pub(super) fn open(bytes: &[u8]) -> Result<Document, PdfError> {
    if bytes.len() as u64 > limits::PDF {
        return Err(PdfError::TooLarge { most: limits::PDF as usize, what: "bytes" });
    }
    values::written(bytes)?;
    let options = LoadOptions { max_decompressed_size: Some(limits::PDF_STREAM), ..LoadOptions::default() };
    // A file is loaded twice: once to count, which keeps nothing, and then to be read. Of a
    // locked file the first time counts nothing: the library has no filter for it.
    let counted = LoadOptions { filter: Some(values::count), ..options.clone() };
    values::loaded(|| drop(Document::load_mem_with_options(bytes, counted)))?;
    let file = match Document::load_mem_with_options(bytes, options) {
        Ok(file) => file,
        Err(Error::InvalidPassword | Error::Decryption(_)) => return Err(PdfError::Locked),
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
            return Err(PdfError::TooLarge { most: limits::PDF_STREAM, what: "bytes in one stream" });
        }
        Err(_) => return Err(PdfError::NotPdf),
    };
    if file.is_encrypted() {
        return Err(PdfError::Locked);
    }
    if file.objects.len() > limits::PDF_OBJECTS {
        return Err(PdfError::TooLarge { most: limits::PDF_OBJECTS, what: "objects" });
    }
    Ok(file)
}

/// The value of a key, wherever it stands.
pub(super) fn get<'a>(file: &'a Document, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    resolve(file, dict.get(key).ok()?)
}

/// The object that a reference leads to.
pub(super) fn resolve<'a>(file: &'a Document, object: &'a Object) -> Option<&'a Object> {
    file.dereference(object).ok().map(|(_, object)| object)
}

/// A dictionary under a key.
pub(super) fn dict<'a>(file: &'a Document, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    match get(file, dict, key)? {
        Object::Dictionary(found) => Some(found),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// A number.
pub(super) fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(n) => Some(*n as f64),
        Object::Real(n) => Some(f64::from(*n)).filter(|n| n.is_finite()),
        _ => None,
    }
}

/// The first numbers of a list, in which anything else counts as 0.
pub(super) fn numbers(file: &Document, object: &Object) -> Vec<f64> {
    let list = object.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().take(1 << 16).map(|one| resolve(file, one).and_then(number).unwrap_or(0.0)).collect()
}

/// What a page has itself or from the pages above it.
pub(super) fn inherited<'a>(file: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut at = file.get_dictionary(page).ok()?;
    for _ in 0..limits::PDF_DEPTH * 4 {
        if let Some(found) = get(file, at, key) {
            return Some(found);
        }
        at = dict(file, at, b"Parent")?;
    }
    None
}

/// The content of a stream, unpacked within what is left.
pub(super) fn unpacked(stream: &Stream, budget: &mut Budget) -> Result<Option<Vec<u8>>, PdfError> {
    match stream.get_plain_content_with_limit(budget.stream()) {
        Ok(bytes) => {
            budget.unpacked(bytes.len())?;
            Ok(Some(bytes))
        }
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => Err(budget.full()),
        Err(_) => Ok(None),
    }
}
